import { useBoard } from '../../app-data/program.ts'
import { BlockersPanel } from './blockers-panel.tsx'
import { CiPanel } from './ci-panel.tsx'
import { Figures } from './figures.tsx'
import { GoNoGoLine } from './go-no-go-line.tsx'
import { GateStrip } from './gate-strip.tsx'
import { LanesPanel } from './lanes-panel.tsx'
import { ReadinessPanel } from './readiness-panel.tsx'
import { VerdictPanel } from './verdict-panel.tsx'
import { YourTurnPanel } from './your-turn-panel.tsx'
import './overview.css'

/** The headline before the story: bands from top to bottom in order of alarm. */
export const OverviewScreen = () => {
  const board = useBoard()
  return (
    <div className="page ov">
      <h1 className="sr">Overview of {board.program.name}</h1>
      <VerdictPanel board={board} />
      <GoNoGoLine board={board} />
      <Figures board={board} />
      <GateStrip board={board} />
      <YourTurnPanel board={board} />
      <div className="ov-row3">
        <CiPanel board={board} />
        <BlockersPanel board={board} />
        <ReadinessPanel board={board} />
      </div>
      <LanesPanel board={board} />
    </div>
  )
}
