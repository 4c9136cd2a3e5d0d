import { t } from '../words/words.ts'
import { callText, nameText } from './script.ts'
import type { Layers as LayersOfStage } from './stage.ts'

/** What is under what you see: what the server said, and the open changes that are played over it. */
export const Layers = ({ layers: { server, open } }: { readonly layers: LayersOfStage }) => (
  <div className="layers">
    <div className="layer layer-open">
      <div className="layer-title">{t('Open changes')}</div>
      {open.length === 0 ? (
        <div className="none">{t('none')}</div>
      ) : (
        <ul className="tokens">
          {open.map(({ id, call, isWaiting }) => (
            <li key={id} className="token">
              {callText(call)}
              {isWaiting && <span className="none"> {t('waits for its row')}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
    <div className="layer layer-server">
      <div className="layer-title">{t('The server said')}</div>
      <div>{server.map(nameText).join(', ')}</div>
    </div>
  </div>
)
