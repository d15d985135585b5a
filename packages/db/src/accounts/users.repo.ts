import { clientOf, type Store } from '../open/database.ts'

export interface UserAccount {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly emailVerified: boolean
  readonly image: string | null
  readonly isAdmin: boolean
  readonly isSample: boolean
  readonly disabledAt: Date | null
  readonly createdAt: Date
}

const FIELDS = {
  id: true,
  name: true,
  email: true,
  emailVerified: true,
  image: true,
  isAdmin: true,
  isSample: true,
  disabledAt: true,
  createdAt: true,
} as const

export const findUserById = (store: Store, id: string): Promise<UserAccount | null> =>
  clientOf(store).user.findUnique({ where: { id }, select: FIELDS })

/** However the address is capitalised. */
export const findUserByEmail = async (store: Store, email: string): Promise<UserAccount | null> => {
  const [row] = await clientOf(store).$queryRaw<{ id: string }[]>`SELECT id FROM user_account WHERE lower(email) = lower(${email})`
  return row === undefined ? null : findUserById(store, row.id)
}

/** By name. Sample people are left out unless asked for. */
export const listUsers = (store: Store, options: { readonly withSamples?: boolean } = {}): Promise<readonly UserAccount[]> =>
  clientOf(store).user.findMany({
    where: options.withSamples === true ? {} : { isSample: false },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: FIELDS,
  })

/** Real accounts; 0 tells a new instance. */
export const countUsers = (store: Store): Promise<number> => clientOf(store).user.count({ where: { isSample: false } })

export interface NewUser {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly isAdmin?: boolean
  readonly isSample?: boolean
}
/** Adds an account without a way to log in (better-auth adds the password). A taken address is a `ConstraintViolation`. */
export const insertUser = (store: Store, { id, name, email, isAdmin = false, isSample = false }: NewUser): Promise<UserAccount> =>
  clientOf(store).user.create({ data: { id, name, email: email.toLowerCase(), isAdmin, isSample }, select: FIELDS })

/** Changes what is given; false when there is no such account. */
export const saveUser = async (
  store: Store,
  id: string,
  { name, isAdmin, disabledAt }: { readonly name?: string; readonly isAdmin?: boolean; readonly disabledAt?: Date | null },
): Promise<boolean> => {
  const data = {
    ...(name === undefined ? {} : { name }),
    ...(isAdmin === undefined ? {} : { isAdmin }),
    ...(disabledAt === undefined ? {} : { disabledAt }),
  }
  const { count } = await clientOf(store).user.updateMany({ where: { id }, data })
  return count > 0
}

/** Removes the people of the sample programs; handles bound to them become free. */
export const deleteSampleUsers = async (store: Store): Promise<number> => {
  const { count } = await clientOf(store).user.deleteMany({ where: { isSample: true } })
  return count
}
