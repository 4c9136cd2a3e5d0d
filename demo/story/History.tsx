import { IconBolt } from '@tabler/icons-react'
import { t } from '../words/words.ts'
import { nameText } from './script.ts'
import type { SideName, Step } from './stage.ts'

/** What a side showed after each step, as its store had it, with what was wrong marked. */
export const History = ({
  name,
  steps,
}: {
  readonly name: SideName
  readonly steps: readonly Step[]
}) => (
  <div className="history">
    <div className="layer-title">{t('What it showed')}</div>
    <div className="history-steps">
      {steps.length === 0 && <div className="none">{t('nothing has happened yet')}</div>}
      <ol>
        {steps.map(({ frames: { [name]: frame } }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its number.
          <li key={index} data-wrong={!frame.isRight || undefined}>
            <span className="step-number">{index + 1}</span>
            <span>{frame.names.map(nameText).join(', ')}</span>
            {!frame.isRight && (
              <span className="wrong-mark">
                <IconBolt size={14} aria-hidden />
                <span className="unseen">{t('wrong')}</span>
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  </div>
)
