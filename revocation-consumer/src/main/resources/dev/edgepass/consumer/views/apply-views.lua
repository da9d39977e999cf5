-- Applies a batch of one partition of the usage topic, if the read model is where the batch begins.
-- KEYS: positions, marks; ARGV: partition, expected offset, next offset, topic id, the mark's field, mark, from when on the counts are complete (ms; empty: as before), offset of the first
-- record, number of replays as it was when the batch was folded, then commands of Redis: count of words, words...
-- Returns 1, or 0 where the read model is elsewhere, made from another log, or was replaced by a replay since it was read: nothing is changed then.
local at = redis.call('HMGET', KEYS[1], ARGV[1], 'topicId')
if (at[1] or '0') ~= ARGV[2] or (at[2] or ARGV[4]) ~= ARGV[4] or (redis.call('HGET', KEYS[2], 'replays') or '') ~= ARGV[9] then
  return 0
end
local i = 10
while i <= #ARGV do
  local words = tonumber(ARGV[i])
  redis.call(unpack(ARGV, i + 1, i + words))
  i = i + 1 + words
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3], 'topicId', ARGV[4])
if ARGV[7] ~= '' then
  redis.call('HSET', KEYS[1], 'complete:' .. ARGV[1], ARGV[7])
end
redis.call('HSETNX', KEYS[1], 'began:' .. ARGV[1], ARGV[8])
redis.call('HSET', KEYS[2], ARGV[5], ARGV[6])
return 1
