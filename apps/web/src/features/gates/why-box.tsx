import type { RequirementEvaluation } from '@gatehouse/core'
import { countOf } from '../../lib/format-plan.ts'
import { CopyText, Glyph, OutLink, TimeText } from '../../ui/index.ts'

/** Why a requirement is in its state: every condition that holds and the ones that do not, both commits in full and how far apart. */
export const WhyBox = ({ requirement, releaseSha }: { requirement: RequirementEvaluation; releaseSha: string | null }) => {
  const { ci } = requirement
  const holding = ci?.conditions.filter((condition) => condition.holds).length ?? 0
  const elsewhere = ci?.provenSha && releaseSha && ci.provenSha !== releaseSha ? ci.provenSha : null
  return (
    <div className="gt-why">
      <h4>
        {requirement.reason}
        {ci && ci.conditions.length > 0 ? ` ${holding} of ${ci.conditions.length} conditions hold.` : ''}
      </h4>
      {ci && ci.conditions.length > 0 ? (
        <ul aria-label={`Conditions of ${requirement.key}`}>
          {ci.conditions.map((condition) => (
            <li key={condition.code} className={condition.holds ? '' : 'no'}>
              <Glyph name={condition.holds ? 'chk' : 'x'} />
              <span>
                <span className="sr">{condition.holds ? 'Holds: ' : 'Does not hold: '}</span>
                {condition.text}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {requirement.facts.length > 0 ? (
        <ul aria-label={`Facts about ${requirement.key}`}>
          {requirement.facts.map((fact) => (
            <li key={fact}>
              <span aria-hidden="true">·</span>
              <span>{fact}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {elsewhere && releaseSha ? (
        <div className="shas">
          <span className="ter">Proof is on</span>
          <CopyText text={elsewhere} label="Commit of the proof" mono />
          <span className="sec">{ci?.run ? <TimeText at={ci.run.updatedAt} /> : null}</span>
          <span className="ter">Release is</span>
          <CopyText text={releaseSha} label="Release commit" mono />
          {ci?.commitsApart == null ? <span /> : <b className="warn">{countOf(ci.commitsApart, 'commit')} apart</b>}
        </div>
      ) : null}
      {ci?.run?.url ? (
        <p className="run">
          <OutLink href={ci.run.url}>Open run {ci.run.runNumber}</OutLink>
        </p>
      ) : null}
    </div>
  )
}
