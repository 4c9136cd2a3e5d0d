import { allFail, allSucceed } from './scenarios/burst.ts'
import { creates } from './scenarios/creates.ts'
import { crowd } from './scenarios/crowd.ts'
import { leak } from './scenarios/leak.ts'
import { open } from './scenarios/open.ts'
import { refetchChanged, refetchFew, refetchUnchanged, unrelatedAction } from './scenarios/quiet.ts'
import { renders } from './scenarios/renders.ts'
import { refetching, rendered, sequence } from './scenarios/sequence.ts'

/** The scenarios by the name that `--only` takes. */
export const scenarios = {
  sequence,
  rendered,
  refetching,
  allSucceed,
  allFail,
  creates,
  refetchChanged,
  refetchUnchanged,
  refetchFew,
  unrelatedAction,
  renders,
  crowd,
  leak,
  open,
}
