import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { programsQuery, useBoard, useSlug } from '../app-data/program.ts'
import { countOf } from '../lib/format-plan.ts'
import { formatAbsolute, formatDay, formatTime } from '../lib/format-time.ts'
import type { LiveState } from '../lib/live-updates.ts'
import { useNow } from '../lib/use-now.ts'
import { Sha } from '../ui/copy-text.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { VERDICT_LOOK } from '../ui/looks.ts'
import { Menu } from '../ui/menu.tsx'
import { Badge } from '../ui/status.tsx'
import { FindButton } from './instance-shell.tsx'

/** Program, find, period and time in the program's zone, release SHA, live state, verdict. */
export const ProgramTop = ({ live, outlineVerdict }: { live: LiveState; outlineVerdict: boolean }) => {
  const slug = useSlug()
  const { program, today, periods, releaseTarget, verdict } = useBoard()
  const now = useNow()
  const zone = program.timeZone
  const period = periods.find((one) => one.index === today.period)
  const look = VERDICT_LOOK[verdict.word]
  const sha = releaseTarget?.sha
  return (
    <header className="top">
      <div className="brand">
        <Link to="/">Gatehouse</Link>
        <i aria-hidden="true">▸</i>
        <ProgramSwitcher slug={slug} name={program.name} />
        {program.sample ? <Badge title="Made at the first start; delete it in Settings">Sample</Badge> : null}
      </div>
      <FindButton />
      <div className="now">
        <span title={formatAbsolute(now, zone)}>
          <b>{today.position === 'before' ? 'Not begun' : today.position === 'after' ? 'Ended' : period?.label}</b> ·{' '}
          {formatDay(now, zone, now)} · {formatTime(now, zone)}
        </span>
        <span>
          release{' '}
          {sha ? (
            <b>
              <Sha sha={sha} label="Release commit" />
            </b>
          ) : (
            <b>not set</b>
          )}
        </span>
        <LiveMark live={live} zone={zone} />
        <Link to="/p/$slug/overview" params={{ slug }} className={`vd ${look.tone} ${outlineVerdict ? 'q' : ''}`}>
          <Glyph name={look.glyph} size={20} />
          {look.word}
          {verdict.reasons.length > 0 ? <span>{countOf(verdict.reasons.length, 'reason')}</span> : null}
        </Link>
      </div>
    </header>
  )
}

const LiveMark = ({ live, zone }: { live: LiveState; zone: string }) => (
  <span role="status" className={live.state === 'down' ? 'warn b' : 'ter'} title={formatAbsolute(live.since, zone)}>
    {live.state === 'live' ? '● Live' : live.state === 'down' ? `○ Not live since ${formatTime(live.since, zone)}` : '○ Connecting'}
  </span>
)

const ProgramSwitcher = ({ slug, name }: { slug: string; name: string }) => {
  const programs = useQuery(programsQuery).data ?? []
  const navigate = useNavigate()
  return (
    <Menu
      label={`Program: ${name}. Switch`}
      className="btn bare switch"
      sections={[
        {
          title: 'Programs',
          items: programs.map((one) => ({
            label: one.name,
            aside: VERDICT_LOOK[one.verdict].word,
            checked: one.slug === slug,
            run: () => void navigate({ to: '/p/$slug/overview', params: { slug: one.slug } }),
          })),
        },
        {
          items: [
            { label: 'All programs', run: () => void navigate({ to: '/' }) },
            { label: 'New program', glyph: 'plus', run: () => void navigate({ to: '/new' }) },
          ],
        },
      ]}
    >
      <span className="cut">{name}</span>
      <Glyph name="chev" size={12} />
    </Menu>
  )
}
