import { clientOf, type Store } from '../open/database.ts'

/** Removes the people of sample programs who are in no program any more; answers how many. */
export const deleteUnusedSampleUsers = (store: Store): Promise<number> =>
  clientOf(store).$executeRaw`
    DELETE FROM user_account u WHERE u.is_sample AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.user_id = u.id)`
