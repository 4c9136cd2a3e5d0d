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
  {
    name: 'takes a row from another entry for the first time and leaves the server values as they are',
    judge: plain,
    text: `{"rows":4,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":210,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":true}
read 2 33
mark all 44 51
abort 55 20
move 27 37`,
  },
  {
    name: 'that is answered puts no row into a list whose later answer lacks it',
    judge: plain,
    text: `{"rows":5,"hasVersions":false,"usesAnswers":false,"holdsReads":true,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"other fields","opened":534,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":true}
tell 4 14
update 15 50
update 23 1
move 44 3
abort 45 7
move 43 5
delete 5 30
restore 43 25
update 43 33`,
  },
  {
    name: 'that moved a row puts it into no list that the app has written without it since',
    judge: plain,
    text: `{"rows":6,"hasVersions":false,"usesAnswers":false,"holdsReads":true,"keepsOrder":true,"pipelines":true,"copiesAlways":true,"others":"other fields","opened":5,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":true}
move 48 14
move 21 17
answer 23 28
put 22 23`,
  },
  {
    name: 'that moved a row and is answered shows of it what older ones make of it, and what the server has',
    judge: plain,
    text: `{"rows":4,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":true,"others":"any field","opened":293,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":false}
update 8 36
answer 27 52
move 57 15
move 1 0
update 51 55
read 38 1
move 25 3
answer 54 13`,
  },
  {
    name: 'that marks everything is part of a moved row that only its own entry shows still',
    judge: tagged,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"any field","opened":148,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":true}
delete 34 41
answer 25 6
mark all 56 4
delete 58 8
move 34 13`,
  },
  {
    name: 'that deletes a row takes it out of rows that have a newer change, too',
    judge: tagged,
    text: `{"rows":2,"hasVersions":true,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":562,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":true}
update 58 54
create 27 28
update 50 39
update 59 19
answer 1 48
delete 26 59
create 56 26
create several 52 54
update 20 52
update 42 51
update 52 33
create 30 25
answer 0 40
answer 46 23`,
  },
  {
    name: 'that is answered and deletes a row takes away what an older create puts in later',
    judge: plain,
    text: `{"rows":3,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":4,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":false}
update 20 54
update 5 30
update 19 36
create several 44 59
create 6 54
answer 22 30
serve 18 29
restore 21 38
clear 27 48
answer 4 22
restore 42 46`,
  },
  {
    name: 'that is answered changes nothing else of a later answer, though an older one is given to that',
    judge: plain,
    text: `{"rows":4,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":166,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":false}
update 22 42
create 28 21
answer 48 58
update 38 33
move 10 49
update 4 21
mark all 25 27
update 25 5
mark all 1 31
answer 53 24
tell 46 24
read 12 24`,
  },
  {
    name: 'whose row proves it to be newer takes nothing back of a row that came since',
    judge: plain,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":20,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true}
mark all 19 6
update 59 4
serve 9 7
answer 0 34
restore 24 27`,
  },
  {
    name: 'has its place among others though the entries that they changed are gone',
    judge: tagged,
    text: `{"rows":6,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":769,"startsFull":false,"drafts":false,"byRows":true,"tellsRows":true}
create 55 12
read 24 55
put 17 48
update 21 20
update 7 42
read 7 9
move 56 55
update 52 22
move 42 8
update 45 43
mark all 45 28
update 31 7
mark all 52 47
mark all 10 33
stamp 28 58
answer 31 26`,
  },
  {
    name: 'of unknown outcome that made a row is kept as long as any entry shows that',
    judge: plain,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":false,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":12,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":false}
update 36 9
update 10 48
mark all 41 41
update 16 45
create 37 7
read 40 52
update 15 7
create 32 36
serve 12 47
mark all 24 52
update 9 4
put 6 10
update 0 53
create several 58 35
forget 16 54
restore 7 58
answer 14 10
update 33 42
abort 27 17`,
  },
  {
    name: 'of unknown outcome that made a row ends when its own entry is answered that it is gone',
    judge: plain,
    text: `{"rows":2,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"other fields","opened":640,"startsFull":false,"drafts":true,"byRows":false,"tellsRows":true}
create 19 58
create 47 55
mark all 51 17
restore 3 55
create 1 15
read 45 41
serve 58 23
update 1 42
answer 56 2
restore 31 31
move 24 0
mark all 33 56
forget 1 6
update 47 5
forget 37 23
mark all 43 16
create 42 59
update 21 19
create 19 2
delete 15 13
clear 44 14
update 20 58
update 5 2
update 46 0
clear 1 52
update 1 54
answer 22 7`,
  },
  {
    name: 'that moves a row in the making shows it anew when no entry has what an answer showed of it',
    judge: tagged,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"any field","opened":148,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":false}
create 34 3
update 38 39
delete 36 44
answer 1 42
serve 34 27
update 26 20
update 25 14
clear 1 51
clear 14 12
answer 3 6
update 55 48
answer 8 20
other client 44 48
move 42 41
forget 37 42`,
  },
  {
    name: 'that settles after a newer one is beneath that in what is told as of before',
    judge: plain,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":true,"others":"other fields","opened":340,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":true}
read 17 10
clear 55 7
forget 55 26
push 21 6
mark all 57 39
answer 40 37
update 9 6
arrive 37 5
answer 58 22
clear 38 15
answer 31 54
update 58 27
update 24 33
push 5 16
answer 51 27
update 43 2
answer 58 45
arrive 54 15`,
  },
  {
    name: 'told of as of the moment when a read left is newer than its answer',
    judge: plain,
    text: `{"rows":4,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":true,"others":"any field","opened":996,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true}
read 39 31
push 6 58
arrive 31 8`,
  },
  {
    name: 'told of is part of a row that a late read brings: what is told as of before is older',
    judge: tagged,
    text: `{"rows":6,"hasVersions":true,"usesAnswers":true,"holdsReads":true,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":200,"startsFull":false,"drafts":false,"byRows":false,"tellsRows":true}
read 31 9
abort read 26 42
tell 17 0
create 44 18
push 46 51
answer 31 10
restore 45 10
stamp 42 11
arrive 15 46
move 29 28
send 2 21
read 59 3
push 58 6
tell 6 25
mark all 45 59
answer 30 18
arrive 58 20`,
  },
  {
    name: 'told of as of before its row was answered is news for the rows that hold that',
    judge: tagged,
    text: `{"rows":3,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":false,"copiesAlways":true,"others":"any field","opened":424,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":true}
update 33 6
push 51 22
answer 32 20
arrive 1 20`,
  },
  {
    name: 'that settled is not given again to the rows that a further page does not tell of',
    judge: tagged,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"any field","opened":656,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":false}
move 0 44
read more 14 11
update 52 3
update 7 25
read 40 12
put 15 22
other client 0 8`,
  },
  {
    name: 'on a row by the id that an answer shows for the first time is about what stands in for it elsewhere',
    judge: plain,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":true,"others":"any field","opened":97,"startsFull":false,"drafts":false,"byRows":true,"tellsRows":true}
create several 57 51
serve 59 6
create 19 49
create 56 24
answer 6 37
mark all 28 12
update 5 9
create 28 56
stamp 14 14
read 12 18
clear 46 42
push 18 42
answer 9 30`,
  },
  {
    name: 'that marks everything is no later change of the rows within those: they may be told to be gone as of before',
    judge: plain,
    text: `{"rows":3,"hasVersions":false,"usesAnswers":false,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":434,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true,"isClear":true}
create 10 50
answer 23 9
push 47 1
mark all 52 4
answer 25 48
arrive 47 1`,
  },
  {
    name: 'that is answered shows what the server has when the base becomes what it was shown over',
    judge: tagged,
    text: `{"rows":6,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":2,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true,"isClear":true}
read 1 47
read 19 33
update 43 38
move 44 5
create 59 49
move 55 2
create several 48 2
answer 0 56
create 26 56
mark all 4 3
move 16 17
create several 1 54
answer 28 12
tell 17 4`,
  },
  {
    name: 'that settled is not given to a row that an older one puts into a late read as it is known by now',
    judge: tagged,
    text: `{"rows":5,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":true,"others":"any field","opened":130,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":false,"isClear":true}
move 45 15
mark all 2 59
stamp 48 52
move 1 11
update 13 58
create 46 59
answer 40 7
read 44 49`,
  },
  {
    name: 'that marks everything stays on a moved row that stands nowhere else when an older one on that ends',
    judge: tagged,
    text: `{"rows":5,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":526,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":false,"isClear":true}
update 31 14
move 21 45
update 3 12
read 37 33
create several 48 29
mark all 42 2
update 51 23
answer 12 42
forget 0 31
answer 19 1
answer 59 43`,
  },
  {
    name: 'that deleted an inner row is nothing to take back of the outer one',
    judge: tagged,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":false,"others":"any field","opened":380,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":true,"isClear":true}
delete 4 55
update 31 36
update 22 3
stamp 29 33
create 0 41
read 39 54
read 55 42
answer 22 49
answer 58 51
update 56 37
mark all 25 3
push 57 53
arrive 1 17`,
  },
  {
    name: 'that settles late is beneath what was told of its row after a newer one on all rows had ended',
    judge: tagged,
    text: `{"rows":2,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":true,"others":"other fields","opened":780,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":false,"isClear":true}
update 25 8
answer 31 28
update 15 23
update 38 14
update 39 3
update 34 42
mark all 55 42
answer 55 49
create several 11 13
tell 41 34
read 11 20
answer 12 1`,
  },
  {
    name: 'that settles late is on top of what was told of its row before, though a newer one on whole entries had ended by then',
    judge: tagged,
    text: `{"rows":4,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":true,"others":"other fields","opened":68,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":true,"isClear":true}
push 8 25
create 22 4
update 27 15
update 58 11
update 59 20
answer 13 55
update 25 20
update 26 3
update 8 21
create several 53 13
update 6 32
answer 19 42
answer 13 55
clear 51 41
answer 32 23
update 28 11
update 8 16
answer 31 21
answer 33 53
mark all 52 55
answer 2 34
update 59 51
tell 13 16`,
  },
  {
    name: 'that settles late is on top of what was told of its row before, though a newer one that waited for another row had ended by then',
    judge: tagged,
    text: `{"rows":3,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":true,"others":"any field","opened":420,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":true,"isClear":true}
tell 30 53
update 34 0
other client 34 58
delete 43 37
create 17 8
update 23 23
answer 39 34
tell 13 13
tell 32 45
create 15 24
update 16 45
update 50 8
update 36 59
patch 9 40
move 44 20
update 45 28
answer 25 57
push 34 6
delete 20 15
move 58 29
delete 32 53
update 21 7
update 17 43
create 30 6
push 4 54
tell 5 39`,
  },
  {
    name: 'that was called before an answered one stays beneath it in what is told as of before both',
    judge: plain,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":false,"holdsReads":true,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":0,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":true,"isClear":true}
update 28 34
update 53 5
put 11 53
create 11 48
update 46 2
mark all 12 38
push 50 13
answer 6 53
answer 1 50
answer 24 40
arrive 6 19`,
  },
  {
    name: 'whose answer a late read has is no proof that this has what was told later',
    judge: tagged,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":true,"others":"other fields","opened":5,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":true,"isClear":true}
restore 44 5
other client 50 48
update 59 34
mark all 52 22
tell 16 18
clear 21 16
update 37 12
tell 30 44
push 17 48
update 1 56
update 41 59
other client 34 41
other client 50 14
update 48 54
read 54 35
push 33 51
mark all 25 13
tell 59 37`,
  },
  {
    name: 'that moves a row in the making finds it where an older one has put it under its real id',
    judge: plain,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"other fields","opened":775,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":true,"isClear":true}
read 17 22
update 58 14
stamp 28 51
tell 12 20
create 11 11
restore 53 39
mark all 3 48
update 56 13
read 35 5
move 3 3
move 52 29
read 25 30
move 48 39
serve 36 11
restore 53 42`,
  },
  {
    name: 'that a late read has already takes back all that this was given by mistake, not only the last of it',
    judge: plain,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":true,"others":"any field","opened":515,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":false,"isClear":true}
tell 18 31
read 13 32
update 47 44
update 36 25
mark all 19 7
update 34 24
delete 24 58
read 38 3
update 33 10
update 20 26
create 3 19
update 25 53
mark all 24 7
mark all 27 18
mark all 57 26
create 18 4
tell 7 24
read 59 1
update 51 31
move 20 25
update 55 22
serve 18 45`,
  },
  {
    name: 'that settles late is beneath what was told after a newer one had ended of a row that nothing shows any more',
    judge: tagged,
    text: `{"rows":6,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":8,"startsFull":false,"drafts":true,"byRows":true,"tellsRows":true,"isClear":true}
answer 38 19
move 54 48
update 14 42
mark all 34 3
create 47 2
create 5 13
answer 8 17
answer 55 47
answer 21 25
read 53 13
put 6 20
push 43 4
forget 11 6
move 29 16
tell 7 52
forget 22 49`,
  },
  {
    name: 'that is shown again over what an older one makes of a list puts no row there as it is under what is open',
    judge: plain,
    text: `{"rows":4,"hasVersions":false,"usesAnswers":false,"holdsReads":true,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":303,"startsFull":true,"drafts":false,"byRows":false,"tellsRows":false,"isClear":true}
create several 44 35
mark all 27 6
answer 5 4
answer 25 13
update 14 30
mark all 23 42
create 44 39
update 59 13
update 8 44
move 25 43
update 32 51
move 11 58
read more 29 20
update 37 43
create 29 28
update 34 55
answer 45 23
other client 48 35
create 29 21
move 7 53
abort 25 49
answer 5 30
answer 32 41`,
  },
  {
    name: 'that settles late leaves what was told behind one on whole entries that its row has had since',
    judge: tagged,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":false,"copiesAlways":false,"others":"other fields","opened":292,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":true,"isClear":true}
update 34 44
delete 37 19
mark all 56 54
answer 41 28
delete 47 39
update 20 14
serve 31 14
read 35 33
update 24 52
answer 47 45
tell 6 29`,
  },
  {
    name: 'that settles late stays behind an older one of its row, whatever was told of others',
    judge: tagged,
    text: `{"rows":4,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":false,"copiesAlways":false,"others":"any field","opened":32,"startsFull":false,"drafts":true,"byRows":true,"tellsRows":true,"isClear":true}
answer 49 51
update 2 56
mark all 59 56
mark all 38 10
update 22 10
update 4 56
answer 4 29
other client 31 10
tell 28 9`,
  },
  {
    name: 'that makes a row shows it no more once that is gone, whatever else is open on the list',
    judge: plain,
    text: `{"rows":5,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":5,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":false,"isClear":true}
create 14 40
answer 3 5
restore 54 17
clear 4 5
update 4 1
move 12 2`,
  },
  {
    name: 'that is open leaves the age of a row alone that only an outer one, written since, brings into a late read',
    judge: plain,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":false,"copiesAlways":true,"others":"any field","opened":60,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":true,"isClear":true}
update 40 34
mark all 32 11
push 38 18
create 52 3
update 34 42
read 29 45
patch 24 47
update 52 48
answer 46 15
arrive 24 26`,
  },
  {
    name: 'told of, and behind nothing that its row had before, stays beneath an older one that settles later',
    judge: tagged,
    text: `{"rows":2,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":627,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":false,"isClear":true}
update 23 7
clear 26 38
answer 37 58
tell 16 6`,
  },
  {
    name: 'told of stays beneath an older one of its row, whatever the newer one on whole entries changed of others',
    judge: plain,
    text: `{"rows":3,"hasVersions":true,"usesAnswers":false,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"any field","opened":782,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":false,"isClear":true}
read 36 15
update 23 7
update 34 57
read 34 50
read 31 36
update 1 30
mark all 9 10
answer 20 52
tell 38 35`,
  },
  {
    name: 'that a late read was given by mistake goes without the older ones in the order of their effect',
    judge: plain,
    text: `{"rows":4,"hasVersions":true,"usesAnswers":true,"holdsReads":false,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":69,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":false,"isClear":true}
mark all 8 26
update 18 25
update 38 24
delete 55 8
answer 14 34
mark all 43 19
read 57 40
answer 38 21
update 14 36
update 52 45
answer 17 33`,
  },
  {
    name: 'that moves a row reads it where an older one has taken it away',
    judge: tagged,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":390,"startsFull":true,"drafts":true,"byRows":false,"tellsRows":false,"isClear":true}
read 33 57
update 3 10
move 33 34
update 13 1
forget 43 15
send 12 0
answer 8 11
move 7 21
answer 41 6`,
  },
  {
    name: 'that may have deleted a row stays open where nobody tells of the row any more',
    judge: tagged,
    text: `{"rows":3,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"any field","opened":672,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true,"isClear":true}
stamp 42 40
update 21 56
update 22 19
update 53 27
answer 1 30
delete 57 51
mark all 45 27
delete 33 53
clear 25 32
answer 47 20
mark all 52 21
answer 14 43
answer 51 3
answer 44 37`,
  },
  {
    name: 'that moves a row puts it in as it is known, where that proves to have newer ones, too',
    judge: plain,
    text: `{"rows":6,"hasVersions":true,"usesAnswers":true,"holdsReads":true,"keepsOrder":false,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":801,"startsFull":true,"drafts":true,"byRows":true,"tellsRows":true,"isClear":true}
update 5 59
update 22 17
read 2 41
update 59 16
update 0 2
update 42 9
read 3 11
update 57 42
create 5 42
update 44 3
update 49 58
create 0 38
move 34 3
answer 0 0
update 12 9
update 47 57
mark all 3 5
move 0 51
create 35 1
update 4 15
read 56 55
answer 34 3`,
  },
  {
    name: 'that makes a row goes on to show it when an answer has that within one that is gone',
    judge: tagged,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":true,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":false,"others":"other fields","opened":1018,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":false,"isClear":true}
clear 48 1
answer 10 21
update 58 0
update 38 27
create 31 58
answer 22 35
answer 58 2
serve 4 1
create several 6 1
mark all 43 11
update 52 34
clear 6 55
update 10 50
update 5 54
answer 15 31
create 4 27
update 53 12
mark all 18 11
delete 59 52
answer 43 53
answer 10 46
delete 36 46
answer 12 11
answer 47 10`,
  },
  {
    name: 'that moves a row in the making does not bring it back once an answer has shown it and a later move has taken it away',
    judge: tagged,
    text: `{"rows":2,"hasVersions":false,"usesAnswers":false,"holdsReads":false,"keepsOrder":true,"pipelines":true,"copiesAlways":true,"others":"any field","opened":4,"startsFull":true,"drafts":false,"byRows":true,"tellsRows":true,"isClear":true}
mark all 24 25
update 23 19
create 26 24
answer 49 35
read 48 11
update 57 39
clear 43 28
answer 24 12
answer 34 29
answer 59 31
answer 19 41
move 30 59
stamp 1 0
move 1 16
create several 19 46
answer 12 13`,
  },
]

describe('an operation', () => {
  test.each(schedules)('$name', async ({ judge, text }) => {
    expect(await run(parseSchedule(text), judge)).toBeUndefined()
  })
})
