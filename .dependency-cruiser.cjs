/** Import directions. Each rule says what to do instead; the picture is in docs/architecture.md. */
const source = '^(apps|packages)/[^/]+/src/'
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })
const tests = '\\.test\\.tsx?$|/testing/'

module.exports = {
  forbidden: [
    forbid(
      'no-cycles',
      'Two modules that need each other are one module, or share a third: move what both need below them.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'core-is-pure',
      'core is pure functions: no I/O, no packages, no Node modules. Take what you need as an argument and do the I/O in api or db.',
      { path: '^packages/core/src/', pathNot: tests },
      { pathNot: '^packages/core/src/' },
    ),
    forbid(
      'contracts-know-core-only',
      'contracts describe the wire: import core and zod; anything else belongs to a shell.',
      { path: '^packages/contracts/src/', pathNot: tests },
      { pathNot: '^packages/(contracts|core)/src/|node_modules/zod|node_modules/\\.pnpm/zod@' },
    ),
    forbid(
      'plan-io-knows-core-only',
      'plan-io turns text into a plan: it may use core and parsers, never contracts, db or an app.',
      { path: '^packages/plan-io/src/' },
      { path: '^(apps/|packages/(contracts|db)/)' },
    ),
    forbid(
      'bundle-knows-core-only',
      'bundle packs and verifies what it is given: it may use core and Node, never contracts, db, plan-io or an app.',
      { path: '^packages/bundle/src/' },
      { path: '^(apps/|packages/(contracts|db|plan-io)/)' },
    ),
    forbid(
      'db-knows-core-only',
      'db loads and saves in the words of core. What crosses the wire is presented in api.',
      { path: '^packages/db/src/' },
      { path: '^(apps/|packages/(bundle|contracts|plan-io)/)' },
    ),
    forbid(
      'prisma-stays-in-db',
      'Only packages/db knows Prisma: add a repo function there and call it.',
      { path: source, pathNot: '^packages/db/' },
      { path: 'node_modules/(\\.pnpm/)?@?prisma' },
    ),
    forbid(
      'web-sees-no-server',
      'web talks HTTP through contracts: no db, no api, no plan-io, no bundle, no Node modules.',
      { path: '^apps/web/src/', pathNot: tests },
      { path: '^(apps/(api|e2e)/|packages/(bundle|db|plan-io|testing)/)' },
    ),
    forbid(
      'cli-talks-http',
      'The command line knows the server by its contracts alone, and bundles by packages/bundle: call a route; never open the database or read plans itself.',
      { path: '^apps/cli/src/', pathNot: tests },
      {
        path: '^(apps|packages)/|node_modules/',
        pathNot: '^apps/cli/|^packages/(bundle|contracts|core)/src/|node_modules/(\\.pnpm/)?(commander|zod)[@/]',
      },
    ),
    forbid('web-no-node', 'The browser has no Node modules.', { path: '^apps/web/src/', pathNot: tests }, { dependencyTypes: ['core'] }),
    forbid(
      'packages-know-no-app',
      'Apps are composed of packages, never the other way round: move what is shared into a package.',
      { path: '^packages/' },
      { path: '^apps/' },
    ),
    forbid(
      'web-features-stand-alone',
      'Features never import each other: lift what both need into app-data, ui or lib, or let app/ compose them.',
      { path: '^apps/web/src/features/([^/]+)/' },
      { path: '^apps/web/src/features/([^/]+)/', pathNot: '^apps/web/src/features/$1/' },
    ),
    forbid(
      'web-ground-floor',
      'ui, lib and app-data are below features and app: pass what you need as a prop or an argument.',
      { path: '^apps/web/src/(ui|lib|app-data)/' },
      { path: '^apps/web/src/(features|app)/' },
    ),
    forbid(
      'octokit-stays-in-github',
      'Only apps/api/src/github talks to GitHub.',
      { path: '^apps/api/src/', pathNot: '^apps/api/src/github/' },
      { path: 'node_modules/(\\.pnpm/)?octokit' },
    ),
    forbid(
      'better-auth-stays-in-accounts',
      'Log-in is wrapped in apps/api/src/accounts: call its functions.',
      { path: '^apps/api/src/', pathNot: '^apps/api/src/accounts/' },
      { path: 'node_modules/(\\.pnpm/)?better-auth' },
    ),
    forbid(
      'aws-sdk-stays-in-files',
      'Only apps/api/src/files talks to a bucket: use shell.files.',
      { path: '^apps/api/src/', pathNot: '^apps/api/src/files/' },
      { path: 'node_modules/(\\.pnpm/)?@aws-sdk' },
    ),
    forbid('resolvable', 'This import leads nowhere: add the dependency to the package that uses it.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'src/generated/|/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
    combinedDependencies: true,
  },
}
