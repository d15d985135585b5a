import type { BaseContext } from './route-context.ts'

/** Where links for people begin. Behind a proxy only GATEHOUSE_PUBLIC_URL knows; else it is the address that the caller used. */
export const publicOrigin = ({ shell, http }: Pick<BaseContext, 'shell' | 'http'>): string =>
  shell.config.publicUrl ?? `${http.request.protocol}://${http.request.host}`
