import { describe, expect, test } from 'vitest'
import { createOverlayJudge } from './overlay-judge.ts'
import { parseSchedule } from './replay-text.ts'
import { run } from './run.ts'

// Runs of the random model that once went wrong, as small as they got: each holds what its name says.

const plain = createOverlayJudge(false)
const tagged = createOverlayJudge(true)

const schedules = [
  {
    name: 'that marks everything does not hide what was told of a row since, whatever older one is open',
    judge: plain,
    text: `{"rows":3,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":608,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":true}
clear 12 3
answer 43 36
mark all 38 45
update 53 9
update 23 37
read 58 0
read 59 58
answer 5 11
update 49 38
tell 12 24`,
  },
  {
    name: 'that is answered takes effect on the row that an older create puts into a late read',
    judge: plain,
    text: `{"rows":5,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":64,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true}
create 42 17
create 34 2
update 56 51
answer 16 50
update 16 6
mark all 36 48
update 41 50
create 14 14
update 35 38
create 56 17
mark all 34 16
answer 40 10
answer 59 32
create 28 44
answer 22 59
read 58 55`,
  },
  {
    name: 'that is answered gives way to a later read, though it is on top of older ones',
    judge: tagged,
    text: `{"rows":6,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":true,"others":"any field","opened":9,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":false}
update 43 31
update 56 12
read 30 49
create 52 26
update 11 6
update 8 4
create 41 28
update 31 12
mark all 38 32
answer 4 56
mark all 37 22
stamp 43 8
update 27 27
answer 43 10
update 22 19
update 9 27
abort 17 47
answer 15 23
answer 45 39
answer 19 43`,
  },
  {
    name: 'told of lies behind those that were called before what had settled by then',
    judge: plain,
    text: `{"rows":4,"hasVersions":false,"usesAnswers":false,"holdsReads":true,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":1,"startsFull":false,"drafts":false,"byRows":false,"tellsRows":true}
mark all 19 20
mark all 45 23
create 20 19
answer 6 46
read 55 39
abort read 0 18
tell 29 31
send 11 51`,
  },
  {
    name: 'told of by its fields is not given to a late read whose version has newer ones',
    judge: plain,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":true,"others":"any field","opened":32,"startsFull":false,"drafts":true,"byRows":false,"tellsRows":true}
other client 42 3
answer 27 31
mark all 0 37
update 46 31
update 29 37
update 56 2
update 14 58
update 40 35
read 53 21
mark all 2 36
tell 7 16`,
  },
  {
    name: 'that is answered is no news to a late read that its version proves to have it',
    judge: tagged,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":385,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true}
stamp 39 25
create 3 56
update 10 7
stamp 52 39
answer 3 16
read 50 56
answer 26 3
answer 2 25`,
  },
  {
    name: 'that marks everything is not given to a late read that proves to have a newer one',
    judge: tagged,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":true,"others":"any field","opened":317,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":false}
update 18 14
read 33 10
update 27 41
mark all 44 4
clear 57 53
mark all 24 40
update 25 24
create 20 35
read 33 35
answer 41 56
update 51 56
stamp 47 16`,
  },
  {
    name: 'that made a row leaves that row alone where another entry shows it',
    judge: tagged,
    text: `{"rows":3,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":true,"pipelines":true,"copiesAlways":true,"others":"any field","opened":4,"startsFull":false,"drafts":true,"byRows":true,"tellsRows":false}
mark all 29 39
create 54 25
answer 26 47`,
  },
  {
    name: 'waits for an older one though no entry holds either by then',
    judge: plain,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":2,"startsFull":true}
update 49 7
mark all 5 34
forget 49 6
read 5 49
mark all 54 18
answer 41 29`,
  },
  {
    name: 'is given to a late read on the rows alone that an older one changed',
    judge: plain,
    text: `{"rows":5,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":1,"startsFull":true}
update 23 45
create 37 59
abort 35 36
clear 55 8
serve 46 22
mark all 8 45
create 46 7
answer 15 1
answer 26 12
other client 8 33
read 10 50`,
  },
  {
    name: 'told of the row that a waiting create makes waits behind that',
    judge: plain,
    text: `{"rows":3,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":8,"startsFull":true}
create 6 34
clear 43 24
create 44 17
mark all 42 30
answer 42 41
other client 38 31
tell 56 31`,
  },
  {
    name: 'stays on a row in the making when the entry goes that showed it by its real id',
    judge: plain,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":33,"startsFull":false}
answer 31 53
forget 3 7
other client 45 40
create 11 30
create 56 23
serve 58 12
put 46 56
update 24 14
forget 41 55`,
  },
  {
    name: 'that marks everything waits for an older one before the first answer',
    judge: plain,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":false,"holdsReads":true,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":116,"startsFull":false}
mark all 15 20
mark all 31 8
create 9 15
mark all 23 59
create 41 1
mark all 39 21
answer 17 19`,
  },
  {
    name: 'told of after it was called takes effect before it',
    judge: tagged,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"other fields","opened":515,"startsFull":true}
mark all 38 54
update 23 55
read 10 12
tell 25 55`,
  },
  {
    name: 'on all rows leaves those of a late read alone that are proven to have it',
    judge: plain,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":950,"startsFull":true}
forget 50 24
delete 17 38
read 50 39
forget 54 27
delete 8 18
update 16 36
mark all 18 22
answer 6 40
update 5 56
update 19 30
answer 43 2
answer 43 14
mark all 50 15
read 12 18`,
  },
  {
    name: 'makes its row again for a late read after the entry went that showed it',
    judge: plain,
    text: `{"rows":5,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"other fields","opened":184,"startsFull":false}
serve 50 51
answer 23 53
create 14 9
answer 27 26
update 20 57
answer 16 27
create 25 10
update 20 48
create 11 8
answer 29 19
read 57 3
forget 12 24
create 16 44
answer 22 43`,
  },
  {
    name: 'on an inner row is not undone by an outer one that is kept as it is known',
    judge: tagged,
    text: `{"rows":6,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":false,"others":"any field","opened":560,"startsFull":true}
put 49 44
update 39 3
read 22 58
patch 59 58`,
  },
  {
    name: 'is followed by another read where a snapshot took the place of the first',
    judge: tagged,
    text: `{"rows":5,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":2,"startsFull":true}
read 36 51
mark all 42 4
answer 38 6
answer 32 46
restore 22 24`,
  },
  {
    name: 'on a row that waits is on it already when an older one on all rows ends',
    judge: tagged,
    text: `{"rows":6,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":832,"startsFull":true}
read 52 16
clear 22 55
other client 46 40
update 17 17
create 50 14
read 2 35
answer 54 46
update 53 51
delete 30 12
answer 13 10
update 4 8
clear 53 32
update 42 26
update 0 18
update 1 10
create 1 37
answer 22 8
mark all 30 44
abort 45 26
answer 25 19
update 57 8
answer 13 45
update 43 25
update 16 27
create 8 18
create 26 32
read 24 3`,
  },
  {
    name: 'on an inner row reaches every entry though all outer ones are kept',
    judge: tagged,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":false,"others":"any field","opened":820,"startsFull":true}
create 31 36
answer 11 6
tell 54 18
patch 35 56
patch 56 47`,
  },
  {
    name: 'told of keeps its place among others that settle later',
    judge: tagged,
    text: `{"rows":6,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":true,"others":"any field","opened":48,"startsFull":true}
create 24 41
update 24 59
answer 21 40
update 44 25
answer 47 46
tell 18 55`,
  },
  {
    name: 'told of goes on top of what had settled before, though that becomes part of the rows later',
    judge: tagged,
    text: `{"rows":4,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":false,"others":"other fields","opened":544,"startsFull":true}
update 11 5
mark all 34 33
answer 57 24
tell 13 38
update 22 30
answer 32 10`,
  },
  {
    name: 'keeps its place among settled ones that stand in another order than those were called in',
    judge: tagged,
    text: `{"rows":6,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":54,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":false}
mark all 11 0
answer 4 39
update 16 31
mark all 54 26
update 55 11
answer 3 18
answer 58 57
forget 36 52
create 2 18
answer 30 47
answer 46 15`,
  },
  {
    name: 'answered on a row that was moved stays on top of an older one',
    judge: plain,
    text: `{"rows":2,"hasVersions":true,"usesAnswers":false,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":4,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":false}
create 12 55
tell 48 20
mark all 3 38
answer 31 29
read 33 56
update 29 44
update 17 13
answer 11 45
move 36 1`,
  },
  {
    name: 'that moved a row in the making goes with it when that is refused',
    judge: tagged,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":5,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":false}
create 31 42
move 3 25
answer 51 27`,
  },
  {
    name: 'of unknown outcome outlives the answer of a list that a move alone would put its row into',
    judge: plain,
    text: `{"rows":6,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":13,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":false}
update 46 48
move 58 15
answer 17 8
create 27 34
delete 8 52
update 38 36
update 13 25
mark all 10 44
clear 0 28
abort 7 33
move 1 12
read 4 6`,
  },
  {
    name: 'on an inner row shows on the row too that an answered one made',
    judge: plain,
    text: `{"rows":5,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":352,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":true}
read 42 42
clear 8 35
delete 18 18
create 38 59
other client 26 10
mark all 25 52
create 39 51
move 0 49
answer 51 11`,
  },
  {
    name: 'that marks everything is on a moved row still when the entry goes that held that',
    judge: plain,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":20,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":true}
tell 2 10
restore 19 2
mark all 11 25
move 57 21
forget 4 22`,
  },
  {
    name: 'that marks everything is on a row that was moved there and back and stands nowhere else',
    judge: tagged,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":false,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":true,"others":"any field","opened":261,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true}
update 20 32
move 35 32
mark all 4 6
move 50 1
forget 3 33`,
  },
  {
    name: 'that deletes a row keeps it from being moved into a list that comes later',
    judge: plain,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":136,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true}
clear 43 27
answer 25 20
delete 19 10
forget 44 10
mark all 52 2
read 7 28
update 24 52
create 28 31
update 26 55
update 51 9
stamp 10 20
move 14 39
answer 45 39
put 11 19`,
  },
  {
    name: 'that moved a row back and is answered leaves older ones on that row',
    judge: plain,
    text: `{"rows":6,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":1020,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":true}
other client 24 49
read 28 32
update 52 33
update 0 41
move 21 16
move 20 41
update 19 21
update 17 39
update 53 37
create 19 4
read 42 38
update 2 38
update 37 53
update 13 19
stamp 38 27
answer 18 22`,
  },
  {
    name: 'that moves a row in the making knows it by the id that a list has it with',
    judge: tagged,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"any field","opened":3,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":false}
mark all 29 49
answer 10 47
read 2 55
create 1 48
update 29 42
read 37 1
move 27 1
answer 43 44
delete 37 18
create 23 14
create 5 4
stamp 5 55
update 3 48
update 20 39
read 47 20
serve 54 14`,
  },
  {
    name: 'that is answered shows a moved row as the server says it by now',
    judge: tagged,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":279,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":true}
update 27 55
move 53 55
create 18 20
mark all 53 57
update 29 34
answer 49 34
other client 41 53
create 23 12
update 24 46
update 36 24
answer 23 41
update 7 12
read 10 1
abort 43 30`,
  },
  {
    name: 'told of changes a moved row that stands nowhere else',
    judge: plain,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":260,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":true}
create 46 3
update 59 18
move 55 27
mark all 34 56
serve 59 42
restore 16 20
tell 45 59`,
  },
  {
    name: 'that moved a row does not move it again into an answer that came after the row had gone',
    judge: plain,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":6,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true}
update 6 6
mark all 20 39
answer 37 57
move 41 5
answer 59 43
update 39 39
clear 32 13
tell 43 21
serve 32 23
read 22 1`,
  },
  {
    name: 'that its version proves to be part of a row has all older ones on everything there with it',
    judge: tagged,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":true,"holdsReads":true,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":926,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":false}
create 47 59
answer 3 16
mark all 44 16
mark all 56 10
forget 28 51
read 39 53
update 45 2
clear 19 1
create 40 47
mark all 0 19
update 9 39
mark all 20 0
move 17 1
answer 12 35`,
  },
  {
    name: 'told to be gone, of which only its own entry is left, is not moved into a list',
    judge: plain,
    text: `{"rows":4,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":false,"others":"any field","opened":768,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":true}
forget 17 23
move 53 43
tell 56 51
restore 38 2`,
  },
  {
    name: 'that moves a row in the making shows it as it is made once the entry is gone that knew its id',
    judge: tagged,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":false,"others":"other fields","opened":273,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true}
other client 14 0
update 7 54
create 7 38
move 40 56
delete 2 4
mark all 33 1
forget 51 16
forget 3 40
restore 36 38
read more 26 3
create 55 47
serve 8 41
restore 37 52
forget 23 5
move 9 3
update 53 39`,
  },
  {
    name: 'that marks everything is taken back from a late read that an answer proves to have a newer one',
    judge: plain,
    text: `{"rows":5,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":1017,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":false}
mark all 35 26
read 8 53
move 0 7
update 47 29
update 14 5
update 30 59
create 43 21
update 53 14
clear 35 35
serve 33 59
read 22 51
update 19 39
create 16 55
update 52 24
create 18 41
update 14 32
delete 36 31
create 18 57
answer 48 3
update 53 35
read more 13 7
update 0 57
update 34 30
update 15 9
mark all 39 33
create 25 55
create 12 45
update 51 20
answer 36 40
answer 22 22`,
  },
  {
    name: 'told of by its fields is not given to a late read that has a newer one which was told',
    judge: tagged,
    text: `{"rows":2,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":false,"copiesAlways":true,"others":"any field","opened":560,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":true}
update 37 17
other client 9 30
answer 28 25
answer 9 24
other client 54 44
update 49 21
update 0 35
update 8 26
move 30 6
update 22 33
update 12 17
abort 13 26
create 17 56
create 31 5
tell 54 6
update 28 42
create 47 11
tell 6 23
update 35 38
other client 16 25
tell 14 37`,
  },
  {
    name: 'that marks everything and ends after what was told is on top of that in a late read',
    judge: tagged,
    text: `{"rows":5,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"other fields","opened":1014,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true}
read more 22 59
mark all 57 28
delete 54 1
update 36 34
mark all 28 0
update 21 58
create 2 20
update 59 11
update 38 33
update 44 7
update 15 29
answer 40 28
update 14 38
tell 12 32`,
  },
  {
    name: 'that made a row and waits for older ones shows it alike in all entries',
    judge: tagged,
    text: `{"rows":3,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":4,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":false}
update 6 21
create 7 18
mark all 22 3
stamp 7 28
answer 19 58
create 46 7
serve 49 12
answer 8 36
put 0 21
mark all 47 49
answer 33 27`,
  },
]

describe('an operation', () => {
  test.each(schedules)('$name', async ({ judge, text }) => {
    expect(await run(parseSchedule(text), judge)).toBeUndefined()
  })
})
