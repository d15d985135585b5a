import { join } from 'node:path'
import type { Config } from '../config/read-config.ts'
import { createDiskStore } from './disk-store.ts'
import type { FileStore } from './file-store.ts'
import { createS3Store } from './s3-store.ts'

/** The store that the settings name. Nothing is touched before its first use; `check` tells whether it works. */
export const createFileStore = ({ dataDir, files }: Pick<Config, 'dataDir' | 'files'>): FileStore =>
  files.store.kind === 's3'
    ? createS3Store(files.store, join(dataDir, 'files', 'incoming'))
    : createDiskStore(join(dataDir, files.store.folder))
