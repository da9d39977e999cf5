-- Changes what is known of one file of an upload link. One that is in the bucket is counted, although nothing was known of it. One that was accepted stays so.
-- KEYS: the link's files, when files were begun; ARGV: name in the latter, id, 'begin' (its upload has a name: the first one stays) or 'there' (it is in the bucket), bytes, text
-- Answers what is known now; '' where nothing is
local before = redis.call('HGET', KEYS[1], ARGV[2])
local uploading = before and cjson.decode(before)['state'] == 'UPLOADING'
if ARGV[3] == 'begin' then
  if uploading and (cjson.decode(before)['uploadId'] or cjson.null) == cjson.null then
    redis.call('HSET', KEYS[1], ARGV[2], ARGV[5])
    return ARGV[5]
  end
  return before or ''
end
redis.call('ZREM', KEYS[2], ARGV[1])
if redis.call('HEXISTS', KEYS[1], '#files') == 0 then
  return ''
end
if before and cjson.decode(before)['state'] == 'ACCEPTED' then
  return before
end
if uploading then
  redis.call('HINCRBY', KEYS[1], '#open', -1)
elseif not before then
  redis.call('HINCRBY', KEYS[1], '#files', 1)
  redis.call('HINCRBY', KEYS[1], '#bytes', ARGV[4])
end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[5])
return ARGV[5]
