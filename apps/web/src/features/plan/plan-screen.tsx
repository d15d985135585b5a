import { PLAN_SECTIONS, type PlanSection } from '@gatehouse/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useBoard, useRights, useSlug } from '../../app-data/program.ts'
import { exportChoices } from '../../lib/export-formats.ts'
import { countOf, periodLabel, spanLabel } from '../../lib/format-plan.ts'
import { formatIsoDate } from '../../lib/format-time.ts'
import { EmptyState, ErrorState, Glyph, Menu, Panel, ScrollX, Skeleton } from '../../ui/index.ts'
import { planQuery } from './plan.queries.ts'
import { PlanValue } from './plan-value.tsx'
import { columnTitle, SECTION_WORDS } from './section-words.ts'
import './plan.css'

type Entry = Readonly<Record<string, unknown>>

/** What the plan says beside its schedule, read-only: lanes' missions, phases, milestones, and every list of the plan file. */
export const PlanScreen = () => {
  const board = useBoard()
  const rights = useRights()
  const slug = useSlug()
  const plan = useQuery(planQuery(slug))
  const { program } = board
  const sections = PLAN_SECTIONS.map((section) => ({ section, entries: entriesOf(plan.data, section) })).filter(
    ({ entries }) => entries.length > 0,
  )
  return (
    <div className="page">
      <div className="pl-bar">
        <h1>Plan</h1>
        <span className="t12 sec">
          {spanLabel(program, program.first, program.last)}, from {formatIsoDate(program.startsOn)}, {program.timeZone}
        </span>
        <span className="sp" />
        {rights.can('plan.edit') ? (
          <Link className="btn sm" to="/p/$slug/import" params={{ slug }}>
            Import again
          </Link>
        ) : null}
        <Menu
          className="btn sm"
          align="right"
          sections={[
            {
              items: exportChoices(slug).map(({ label, purpose, href, fileName }) => ({
                label,
                detail: purpose,
                download: { href, fileName },
              })),
            },
          ]}
        >
          Export <Glyph name="chev" size={12} />
        </Menu>
      </div>
      {program.goal ? <p className="pl-goal">{program.goal}</p> : null}
      {sections.length > 0 ? (
        <nav className="pl-index" aria-label="Lists of the plan">
          {sections.map(({ section, entries }) => (
            <a key={section} href={`#${section}`} className="lk">
              {SECTION_WORDS[section].title} <span className="ter">{entries.length}</span>
            </a>
          ))}
        </nav>
      ) : null}
      <Outline />
      {sections.map(({ section, entries }) => (
        <Panel
          key={section}
          id={section}
          title={SECTION_WORDS[section].title}
          aside={countOf(entries.length, SECTION_WORDS[section].one)}
          line
        >
          <SectionTable section={section} entries={entries} />
        </Panel>
      ))}
      {plan.isPending ? <Skeleton lines={6} label="Lists of the plan" /> : null}
      {plan.isError ? <ErrorState error={plan.error} onRetry={() => void plan.refetch()} /> : null}
      {plan.isSuccess && sections.length === 0 ? (
        <EmptyState title="The plan has no further lists">
          Risks, checkpoints, metrics, staffing, checklists, a runbook, playbooks, decisions, rituals, escalation and notes of an imported
          plan are shown here.
        </EmptyState>
      ) : null}
    </div>
  )
}

const entriesOf = (plan: Entry | undefined, section: PlanSection): readonly Entry[] => {
  const list = plan?.[section]
  return Array.isArray(list) ? list.filter((entry): entry is Entry => typeof entry === 'object' && entry !== null) : []
}

/** Lanes, phases and milestones with the words that the timeline has no room for. */
const Outline = () => {
  const { program, lanes, phases, milestones } = useBoard()
  return (
    <div className="pl-cols">
      {lanes.length > 0 ? (
        <Panel title="Lanes" aside={countOf(lanes.length, 'lane')} line>
          <dl className="pl-dl">
            {lanes.map((lane) => (
              <div key={lane.key}>
                <dt>
                  <b>{lane.key}</b> {lane.name} <span className="mono ter">{lane.owners.join(' ')}</span>
                </dt>
                <dd>
                  {lane.mission}
                  {lane.deliverables.length > 0 ? <span className="sec"> Delivers: {lane.deliverables.join('; ')}.</span> : null}
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      ) : null}
      {phases.length + milestones.length > 0 ? (
        <Panel title="Phases and milestones" line>
          <dl className="pl-dl">
            {phases.map((phase) => (
              <div key={`phase ${phase.key}`}>
                <dt>
                  <b>{phase.key}</b> {phase.name} <span className="ter">{spanLabel(program, phase.from, phase.to)}</span>
                </dt>
                <dd>
                  {phase.focus}
                  {phase.exitCriteria.length > 0 ? <span className="sec"> Ends when: {phase.exitCriteria.join('; ')}.</span> : null}
                </dd>
              </div>
            ))}
            {milestones.map((milestone) => (
              <div key={`milestone ${milestone.key}`}>
                <dt>
                  <b>{milestone.key}</b> {milestone.name} <span className="ter">by {periodLabel(program, milestone.to)}</span>
                </dt>
                <dd>{milestone.criteria.join('; ')}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      ) : null}
    </div>
  )
}

const SectionTable = ({ section, entries }: { section: PlanSection; entries: readonly Entry[] }) => {
  const { program } = useBoard()
  const present = new Set(entries.flatMap((entry) => Object.keys(entry)))
  const first: readonly string[] = SECTION_WORDS[section].first
  const columns = [...first.filter((field) => present.has(field)), ...[...present].filter((field) => !first.includes(field))]
  return (
    <ScrollX label={`${SECTION_WORDS[section].title}, table`}>
      <table className="tb pl-table">
        <thead>
          <tr>
            {columns.map((field) => (
              <th key={field} scope="col">
                {columnTitle(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => (
            <tr key={index}>
              {columns.map((field) => (
                <td key={field}>
                  <PlanValue
                    program={program}
                    field={section === 'escalation' && (field === 'from' || field === 'to') ? 'text' : field}
                    value={entry[field]}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )
}
