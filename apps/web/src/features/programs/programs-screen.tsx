import { routes } from '@gatehouse/contracts'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { meQuery, programsQuery, useMe } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { countOf } from '../../lib/format-plan.ts'
import { formatIsoDate } from '../../lib/format-time.ts'
import { Badge, Button, ConfirmDialog, EmptyState, Tag, toast, VERDICT_LOOK } from '../../ui/index.ts'
import './programs.css'

export const ProgramsScreen = () => {
  const { data: programs } = useSuspenseQuery(programsQuery)
  const me = useMe()
  const client = useQueryClient()
  const [leaving, setLeaving] = useState<{ slug: string; name: string } | null>(null)
  useEffect(() => {
    document.title = 'Programs · Gatehouse'
  }, [])
  const remove = async (slug: string, name: string) => {
    await callApi(routes.programs.remove, { params: { slug } })
    await Promise.all([
      client.invalidateQueries({ queryKey: programsQuery.queryKey }),
      client.invalidateQueries({ queryKey: meQuery.queryKey }),
    ])
    toast(`${name} is deleted.`)
  }
  return (
    <div className="page narrow">
      <div className="hd">
        <h1>Programs</h1>
        <span className="sec">{countOf(programs.length, 'release')} you take part in</span>
        <span className="r">
          <Link to="/new" className="btn pri">
            New program
          </Link>
        </span>
      </div>
      {programs.length === 0 ? (
        <EmptyState
          title={`Welcome, ${me.user.name}`}
          actions={
            <Link to="/new" className="btn pri">
              New program
            </Link>
          }
        >
          You take part in no program yet. Start one from a plan file, or ask the lead of an existing one for an invitation link.
        </EmptyState>
      ) : (
        <ul className="pn programs">
          {programs.map((program) => (
            <li key={program.slug}>
              <div className="p-name">
                <Link to="/p/$slug/overview" params={{ slug: program.slug }} className="t15 b">
                  {program.name}
                </Link>
                {program.sample ? <Badge>Sample</Badge> : null}
                <p className="t12 sec">{program.goal}</p>
              </div>
              <div>
                <Tag look={VERDICT_LOOK[program.verdict]} />
                <p className="t12 sec">{program.reasons === 0 ? 'no reason against it' : countOf(program.reasons, 'reason')}</p>
              </div>
              <div>
                <b>{program.periodLabel ?? 'Not begun'}</b>
                <p className="t12 sec">
                  {formatIsoDate(program.startsOn, false)} to {formatIsoDate(program.endsOn)}, {program.timeZone}
                </p>
              </div>
              <div>
                <b>
                  {program.gatesSigned} of {program.gates}
                </b>{' '}
                gates signed
                <p className="t12 sec">you: {program.roles.join(', ') || 'administrator'}</p>
              </div>
              <div className="p-end">
                {program.sample && program.roles.includes('lead') ? (
                  <Button small onClick={() => setLeaving(program)} aria-label={`Delete the sample ${program.name}`}>
                    Delete sample
                  </Button>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      )}
      {leaving ? (
        <ConfirmDialog
          title={`Delete ${leaving.name}?`}
          confirmLabel="Delete sample"
          onConfirm={() => remove(leaving.slug, leaving.name)}
          onClose={() => setLeaving(null)}
        >
          <p>The sample goes with everything in it. Your own programs are not touched.</p>
        </ConfirmDialog>
      ) : null}
    </div>
  )
}
