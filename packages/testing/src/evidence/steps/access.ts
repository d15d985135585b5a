import { type Access, type Route, routes } from '@gatehouse/contracts'
import { can, ROLES } from '@gatehouse/core'
import { type EvidenceStep, StepFailed } from '../step.ts'
import { jsonText, writeArtifact } from './write-artifact.ts'

/** Who may call it. For a program's own routes: the roles in that program that hold the capability. */
const whoMay = (access: Access) => {
  if (access.kind === 'program') return { capability: access.capability, roles: ROLES.filter((role) => can([role], access.capability)) }
  return access.kind === 'public' ? { everybody: access.why } : { signedIn: access.kind === 'admin' ? 'administrators' : 'all accounts' }
}

export const accessStep: EvidenceStep = {
  name: 'access',
  command: 'pnpm evidence --only access',
  artifacts: [
    {
      path: 'security/access-rules.json',
      what: 'Every route of the API with the rule that says who may call it.',
      proves: ['SEC.2'],
      kept: 'git',
    },
  ],
  run: async (folder) => {
    const all: readonly Route[] = Object.values(routes).flatMap((ofNoun) => Object.values(ofNoun) as Route[])
    const open = all.filter((route) => route.access.kind === 'public' && route.access.why.trim() === '')
    if (open.length > 0)
      throw new StepFailed(`routes that are open to everybody without a reason: ${open.map(({ url }) => url).join(', ')}`)
    const rows = all
      .map(({ method, url, access, scope, ifMatch }) => ({
        ...{ method, url, who: whoMay(access), tokenScope: scope ?? (method === 'GET' ? 'read' : 'write') },
        ...(ifMatch === undefined ? {} : { namesItsRevision: true }),
      }))
      .sort((a, b) => `${a.url} ${a.method}`.localeCompare(`${b.url} ${b.method}`))
    writeArtifact(folder, 'security/access-rules.json', jsonText(rows))
    return { routes: rows.length, public: all.filter(({ access }) => access.kind === 'public').length }
  },
}
