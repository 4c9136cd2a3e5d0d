import type { Layers as LayersOfStage } from './stage.ts'

/** What is under what you see: what the server said, and the open changes that are played over it. */
export const Layers = ({ layers: { server, open } }: { readonly layers: LayersOfStage }) => (
  <div className="layers">
    <div className="layer layer-open">
      <div className="layer-title">Open changes</div>
      {open.length === 0 ? (
        <div className="none">none</div>
      ) : (
        <ul className="tokens">
          {open.map(({ id, text, isWaiting }) => (
            <li key={id} className="token">
              {text}
              {isWaiting && <span className="none"> waits for its row</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
    <div className="layer layer-server">
      <div className="layer-title">The server said</div>
      <div>{server.join(', ')}</div>
    </div>
  </div>
)
