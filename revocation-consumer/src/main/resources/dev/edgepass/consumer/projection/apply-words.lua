-- Applies a batch of the words topic, if the read model is where the batch begins.
-- KEYS: position hash, marks, loose words, erasures
-- ARGV: expected position, next position, topic id, mark or '' where it stays, prefix of links' words, prefix of links, then for each record: link id, digest, position, time (ms), JSON or '' for a tombstone
-- Returns 1, or 0 where the read model is elsewhere or made from another log: nothing is changed then.
local at = redis.call('HMGET', KEYS[1], 'position', 'topicId')
if (at[1] or '0') ~= ARGV[1] or (at[2] or ARGV[3]) ~= ARGV[3] then
  return 0
end

local function is_in_force(link, digest)
  local text = redis.call('GET', ARGV[6] .. link)
  return text and string.find(text, '"words":"' .. digest .. '"', 1, true)
end

for i = 7, #ARGV, 5 do
  local link, digest, position, time, json = unpack(ARGV, i, i + 4)
  local member = link .. '/' .. digest
  if json == '' then
    redis.call('HDEL', ARGV[5] .. link, digest)
    redis.call('ZREM', KEYS[3], member)
    redis.call('ZADD', KEYS[4], position, link)
  else
    redis.call('HSET', ARGV[5] .. link, digest, json)
    if not is_in_force(link, digest) then
      -- They are in force once an event says so. The first record's time counts.
      redis.call('ZADD', KEYS[3], 'NX', time, member)
    end
  end
end
redis.call('HSET', KEYS[1], 'position', ARGV[2], 'topicId', ARGV[3])
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[2], 'words', ARGV[4])
end
return 1
