-- Which share links changed after a position, or lost their words, in one step with the read model's positions.
-- KEYS: position hash, sorted set of changed links, the words' position hash, erasures, marks; ARGV: position, most, the words' position.
-- Returns position or false, topic id or false, the words' position, number of replays that replaced values ('' for none), up to twice most + 1 ids, some perhaps twice.
local at = redis.call('HMGET', KEYS[1], 'position', 'topicId')
local words = redis.call('HGET', KEYS[3], 'position') or '0'
local ids = {}
local function add(key, after)
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', key, '(' .. after, '+inf', 'LIMIT', 0, ARGV[2] + 1)) do
    ids[#ids + 1] = id
  end
end
if at[1] and tonumber(at[1]) > tonumber(ARGV[1]) then
  add(KEYS[2], ARGV[1])
end
if tonumber(words) > tonumber(ARGV[3]) then
  add(KEYS[4], ARGV[3])
end
return { at[1], at[2], words, redis.call('HGET', KEYS[5], 'replays') or '', ids }
