-- Gives the room of one file of an upload link back, if it is in a state.
-- KEYS: the link's files, when files were begun; ARGV: name in the latter, id, the state
-- Answers what was known; '' where it isn't in that state
local before = redis.call('HGET', KEYS[1], ARGV[2])
if not before then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return ''
end
local file = cjson.decode(before)
if file['state'] ~= ARGV[3] then
  return ''
end
redis.call('HDEL', KEYS[1], ARGV[2])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HINCRBY', KEYS[1], '#files', -1)
redis.call('HINCRBY', KEYS[1], '#bytes', string.format('%.0f', -file['size']))
if file['state'] == 'UPLOADING' then
  redis.call('HINCRBY', KEYS[1], '#open', -1)
end
return before
