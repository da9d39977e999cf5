-- Applies a batch of the control log, if the read model is where the batch begins.
-- KEYS[1] position hash; ARGV: expected position, next position, topic id, then commands: count of words, words...
-- Returns 1, or 0 where the read model is elsewhere or made from another log: nothing is changed then.
local at = redis.call('HMGET', KEYS[1], 'position', 'topicId')
if (at[1] or '0') ~= ARGV[1] or (at[2] or ARGV[3]) ~= ARGV[3] then
  return 0
end
local i = 4
while i <= #ARGV do
  local words = tonumber(ARGV[i])
  redis.call(unpack(ARGV, i + 1, i + words))
  i = i + 1 + words
end
redis.call('HSET', KEYS[1], 'position', ARGV[2], 'topicId', ARGV[3])
return 1
