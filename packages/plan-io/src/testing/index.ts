export { arbitraryPlan } from './arbitrary-plan.ts'
