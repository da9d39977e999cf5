-- Which share links changed after a position, in one step with the read model's position.
-- KEYS[1] position hash, KEYS[2] sorted set of changed links; ARGV: position, most.
-- Returns position or false, topic id or false, up to most + 1 ids.
local at = redis.call('HMGET', KEYS[1], 'position', 'topicId')
if not at[1] or tonumber(at[1]) <= tonumber(ARGV[1]) then
  return { at[1], at[2], {} }
end
return { at[1], at[2], redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. ARGV[1], '+inf', 'LIMIT', 0, ARGV[2] + 1) }
