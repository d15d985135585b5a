import { clientOf, type Store } from '../open/database.ts'

export const readSetting = async (store: Store, key: string): Promise<string | null> => {
  const row = await clientOf(store).instanceSetting.findUnique({ where: { key } })
  return row?.value ?? null
}

export const writeSetting = async (store: Store, key: string, value: string): Promise<void> => {
  await clientOf(store).instanceSetting.upsert({ where: { key }, create: { key, value }, update: { value } })
}

/** Sets it where it is not set: true for exactly one of several callers. For things that happen once per instance. */
export const claimSetting = async (store: Store, key: string, value: string): Promise<boolean> => {
  const { count } = await clientOf(store).instanceSetting.createMany({ data: [{ key, value }], skipDuplicates: true })
  return count > 0
}
