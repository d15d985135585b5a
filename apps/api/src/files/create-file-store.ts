import { join } from 'node:path'
import type { Config } from '../config/read-config.ts'
import { createDiskStore } from './disk-store.ts'
import type { FileStore } from './file-store.ts'

/** The store that the settings name. Nothing is touched before its first use; `check` tells whether it works. */
export const createFileStore = (config: Pick<Config, 'dataDir' | 'files'>): FileStore => {
  const { store } = config.files
  return createDiskStore(join(config.dataDir, store.kind === 'disk' ? store.folder : 'files'))
}
