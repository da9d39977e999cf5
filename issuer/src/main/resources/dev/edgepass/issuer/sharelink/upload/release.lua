-- Gives the room of one file of an upload link back, if it is as it was seen.
-- KEYS: the link's files, when files were begun; ARGV: name in the latter, id, its state, its upload's id ('' where it had none)
-- Answers 1; 0 where it isn't so any more
local before = redis.call('HGET', KEYS[1], ARGV[2])
if not before then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return 0
end
local file = cjson.decode(before)
local upload = file['uploadId'] or cjson.null
if upload == cjson.null then
  upload = ''
end
if file['state'] ~= ARGV[3] or upload ~= ARGV[4] then
  return 0
end
redis.call('HDEL', KEYS[1], ARGV[2])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HINCRBY', KEYS[1], '#files', -1)
redis.call('HINCRBY', KEYS[1], '#bytes', string.format('%.0f', -file['size']))
if file['state'] == 'UPLOADING' then
  redis.call('HINCRBY', KEYS[1], '#open', -1)
end
return 1
