import { routes } from '@gatehouse/contracts'
import {
  type Lane,
  type Milestone,
  type Phase,
  putLane,
  putMilestone,
  putPhase,
  removeLane,
  removeMilestone,
  removePhase,
} from '@gatehouse/core'
import {
  deleteLane,
  deleteMilestone,
  deletePhase,
  insertLane,
  insertMilestone,
  insertPhase,
  saveLane,
  saveMilestone,
  savePhase,
} from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { registerRoute } from '../../app/register-route.ts'
import { givenFields } from '../../board/given-fields.ts'
import { addItem, editItem, listItems, type Outline, removeItem } from './outline.service.ts'

const lanes: Outline<Lane> = {
  noun: 'lane',
  all: (program) => program.lanes,
  revisions: (program) => program.revisions.lanes,
  put: putLane,
  remove: removeLane,
  insert: insertLane,
  save: saveLane,
  delete: deleteLane,
}
const phases: Outline<Phase> = {
  noun: 'phase',
  all: (program) => program.phases,
  revisions: (program) => program.revisions.phases,
  put: putPhase,
  remove: removePhase,
  insert: insertPhase,
  save: savePhase,
  delete: deletePhase,
}
const milestones: Outline<Milestone> = {
  noun: 'milestone',
  all: (program) => program.milestones,
  revisions: (program) => program.revisions.milestones,
  put: putMilestone,
  remove: removeMilestone,
  insert: insertMilestone,
  save: saveMilestone,
  delete: deleteMilestone,
}

export const outlineRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.lanes.list, (ctx) => listItems(ctx, lanes))
  registerRoute(app, routes.lanes.add, (ctx) => addItem(ctx, lanes, ctx.body))
  registerRoute(app, routes.lanes.edit, (ctx) => editItem(ctx, lanes, ctx.params.key, givenFields<Lane>(ctx.body)))
  registerRoute(app, routes.lanes.remove, (ctx) => removeItem(ctx, lanes, ctx.params.key))

  registerRoute(app, routes.phases.list, (ctx) => listItems(ctx, phases))
  registerRoute(app, routes.phases.add, (ctx) => addItem(ctx, phases, ctx.body))
  registerRoute(app, routes.phases.edit, (ctx) => editItem(ctx, phases, ctx.params.key, givenFields<Phase>(ctx.body)))
  registerRoute(app, routes.phases.remove, (ctx) => removeItem(ctx, phases, ctx.params.key))

  registerRoute(app, routes.milestones.list, (ctx) => listItems(ctx, milestones))
  registerRoute(app, routes.milestones.add, (ctx) => addItem(ctx, milestones, ctx.body))
  registerRoute(app, routes.milestones.edit, (ctx) => editItem(ctx, milestones, ctx.params.key, givenFields<Milestone>(ctx.body)))
  registerRoute(app, routes.milestones.remove, (ctx) => removeItem(ctx, milestones, ctx.params.key))
}
