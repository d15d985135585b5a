import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { meQuery } from '../app-data/program.ts'
import { isApiProblem } from '../lib/api-problem.ts'
import { parseSearch, type SearchValues, stringifySearch } from '../lib/search-state.ts'
import { PendingPage, RouteErrorPage, UnknownAddressPage } from './route-states.tsx'

/** Screens read their own part of the query with `useSearchState` and their own schema; here it is texts by name. */
const searchValues = (search: Record<string, unknown>): SearchValues => search as SearchValues

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet, validateSearch: searchValues })

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  component: lazyRouteComponent(() => import('../features/sign-in/login-screen.tsx'), 'LoginScreen'),
})
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../features/sign-in/setup-screen.tsx'), 'SetupScreen'),
})
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite/$token',
  component: lazyRouteComponent(() => import('../features/sign-in/invite-screen.tsx'), 'InviteScreen'),
})

/** Everything else needs an account. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Outlet,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery)
    } catch (error) {
      if (isApiProblem(error, 'unauthenticated') || isApiProblem(error, 'session_ended')) {
        throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { next: location.href } })
      }
      throw error
    }
  },
})

const instance = createRoute({
  getParentRoute: () => signedIn,
  id: 'instance',
  component: lazyRouteComponent(() => import('./instance-shell.tsx'), 'InstanceShell'),
})
const programs = createRoute({
  getParentRoute: () => instance,
  path: '/',
  component: lazyRouteComponent(() => import('../features/programs/programs-screen.tsx'), 'ProgramsScreen'),
})
const newProgram = createRoute({
  getParentRoute: () => instance,
  path: '/new',
  component: lazyRouteComponent(() => import('../features/new-program/new-program-screen.tsx'), 'NewProgramScreen'),
})
const account = createRoute({
  getParentRoute: () => instance,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/account-screen.tsx'), 'AccountScreen'),
})
const accounts = createRoute({
  getParentRoute: () => instance,
  path: '/accounts',
  component: lazyRouteComponent(() => import('../features/accounts/accounts-screen.tsx'), 'AccountsScreen'),
})

const program = createRoute({
  getParentRoute: () => signedIn,
  path: '/p/$slug',
  component: lazyRouteComponent(() => import('./program-shell.tsx'), 'ProgramShell'),
})
const programIndex = createRoute({
  getParentRoute: () => program,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/p/$slug/overview', params, replace: true })
  },
})
const overview = createRoute({
  getParentRoute: () => program,
  path: '/overview',
  component: lazyRouteComponent(() => import('../features/overview/overview-screen.tsx'), 'OverviewScreen'),
})
const timeline = createRoute({
  getParentRoute: () => program,
  path: '/timeline',
  component: lazyRouteComponent(() => import('../features/timeline/timeline-screen.tsx'), 'TimelineScreen'),
})
const criticalPath = createRoute({
  getParentRoute: () => program,
  path: '/critical-path',
  component: lazyRouteComponent(() => import('../features/critical-path/critical-path-screen.tsx'), 'CriticalPathScreen'),
})
const gates = createRoute({
  getParentRoute: () => program,
  path: '/gates',
  component: lazyRouteComponent(() => import('../features/gates/gates-screen.tsx'), 'GatesScreen'),
})
const gate = createRoute({
  getParentRoute: () => program,
  path: '/gates/$key',
  component: lazyRouteComponent(() => import('../features/gates/gate-screen.tsx'), 'GateScreen'),
})
const ci = createRoute({
  getParentRoute: () => program,
  path: '/ci',
  component: lazyRouteComponent(() => import('../features/ci/ci-screen.tsx'), 'CiScreen'),
})
const evidence = createRoute({
  getParentRoute: () => program,
  path: '/evidence',
  component: lazyRouteComponent(() => import('../features/evidence/evidence-screen.tsx'), 'EvidenceScreen'),
})
const goNoGo = createRoute({
  getParentRoute: () => program,
  path: '/go-no-go',
  component: lazyRouteComponent(() => import('../features/go-no-go/go-no-go-screen.tsx'), 'GoNoGoScreen'),
})
const plan = createRoute({
  getParentRoute: () => program,
  path: '/plan',
  component: lazyRouteComponent(() => import('../features/plan/plan-screen.tsx'), 'PlanScreen'),
})
const settings = createRoute({
  getParentRoute: () => program,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-screen.tsx'), 'SettingsScreen'),
})
const planUpdate = createRoute({
  getParentRoute: () => program,
  path: '/import',
  component: lazyRouteComponent(() => import('../features/plan-update/plan-update-screen.tsx'), 'PlanUpdateScreen'),
})
const log = createRoute({
  getParentRoute: () => program,
  path: '/log',
  component: lazyRouteComponent(() => import('../features/log/log-screen.tsx'), 'LogScreen'),
})
const past = createRoute({
  getParentRoute: () => program,
  path: '/past',
  component: lazyRouteComponent(() => import('../features/past/past-screen.tsx'), 'PastScreen'),
})
const people = createRoute({
  getParentRoute: () => program,
  path: '/people',
  component: lazyRouteComponent(() => import('../features/people/people-screen.tsx'), 'PeopleScreen'),
})

const routeTree = root.addChildren([
  login,
  setup,
  invite,
  signedIn.addChildren([
    instance.addChildren([programs, newProgram, account, accounts]),
    program.addChildren([
      programIndex,
      overview,
      timeline,
      criticalPath,
      gates,
      gate,
      ci,
      evidence,
      goNoGo,
      log,
      past,
      plan,
      planUpdate,
      settings,
      people,
    ]),
  ]),
])

export const makeRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: RouteErrorPage,
    defaultNotFoundComponent: UnknownAddressPage,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
