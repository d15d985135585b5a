import { useAllShortcuts } from '../lib/shortcuts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/messages.tsx'

const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform)
const SHOWN: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' }
const keyLabel = (key: string): string =>
  SHOWN[key] ??
  (key.startsWith('mod+') ? `${isMac() ? '⌘' : 'Ctrl'} ${key.slice(4).toUpperCase()}` : key.length === 1 ? key.toUpperCase() : key)

/** What the keyboard can do here and now. */
export const ShortcutList = ({ onClose }: { onClose: () => void }) => {
  const all = useAllShortcuts()
  const groups = [...new Set(all.map((one) => one.group))]
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} shape="wide">
      <div className="shortcuts">
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3 className="t12 b sec">{group}</h3>
            <dl>
              {all
                .filter((one) => one.group === group)
                .map((one) => (
                  <div key={one.keys}>
                    <dt>{one.label}</dt>
                    <dd>
                      {one.keys.split(' ').map((key, at) => (
                        <span key={`${at}${key}`}>
                          {at > 0 ? <span className="ter"> then </span> : null}
                          <Kbd>{keyLabel(key)}</Kbd>
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
