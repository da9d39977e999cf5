-- Applies a batch of the control log, if the read model is where the batch begins.
-- KEYS: position hash, removed viewers, freed seats, marks, loose words
-- ARGV: expected position, next position, topic id, mark, prefix of links' viewers, prefix of links' words, number of replays as it was when the batch was folded, then commands: count of words, words...
-- A command is one of Redis's, or: removeViewer, link id, subject, JSON; or: supersede, link id, digest, time (ms).
-- Returns 1, or 0 where the read model is elsewhere, made from another log, or was replaced by a replay since it was read: nothing is changed then.
local at = redis.call('HMGET', KEYS[1], 'position', 'topicId')
if (at[1] or '0') ~= ARGV[1] or (at[2] or ARGV[3]) ~= ARGV[3] or (redis.call('HGET', KEYS[4], 'replays') or '') ~= ARGV[7] then
  return 0
end

-- The topics are folded each on its own: whichever has both facts, the removal and the viewer, counts the seat as freed (apply-issuance.lua has the other half).
local function remove_viewer(link, subject, json)
  if redis.call('HSETNX', KEYS[2], subject, json) == 1 and redis.call('ZSCORE', ARGV[5] .. link, subject) then
    redis.call('HINCRBY', KEYS[3], link, 1)
  end
end

-- Words that aren't in force any more, if they weren't erased before.
local function supersede(link, digest, at)
  if redis.call('HGET', ARGV[6] .. link, digest) then
    redis.call('ZADD', KEYS[5], at, link .. '/' .. digest)
  end
end

local i = 8
while i <= #ARGV do
  local words = tonumber(ARGV[i])
  if ARGV[i + 1] == 'removeViewer' then
    remove_viewer(ARGV[i + 2], ARGV[i + 3], ARGV[i + 4])
  elseif ARGV[i + 1] == 'supersede' then
    supersede(ARGV[i + 2], ARGV[i + 3], ARGV[i + 4])
  else
    redis.call(unpack(ARGV, i + 1, i + words))
  end
  i = i + 1 + words
end
redis.call('HSET', KEYS[1], 'position', ARGV[2], 'topicId', ARGV[3])
redis.call('HSET', KEYS[4], 'control', ARGV[4])
return 1
