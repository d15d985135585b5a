import type { AppDeps } from '../app/build-app.ts'
import type { Config } from '../config/read-config.ts'
import { createCiReader } from './ci-reader.ts'
import { createGithubClient, type GithubCredentials } from './github-client.ts'

/** How this server reads CI, by its settings; undefined without credentials: then CI stays unknown, and says so. */
export function connectGithub({ github }: Pick<Config, 'github'>): AppDeps['makeCiReader'] {
  const { apiUrl, credentials } = github
  if (credentials.kind === 'none') return undefined
  const given: GithubCredentials =
    credentials.kind === 'token'
      ? { apiUrl, token: credentials.token, app: null }
      : {
          apiUrl,
          token: null,
          app: { appId: String(credentials.appId), privateKey: credentials.privateKey, installationId: credentials.installationId },
        }
  return (shell) =>
    createCiReader(
      shell,
      createGithubClient(given, () => Date.parse(shell.clock())),
      apiUrl,
    )
}
