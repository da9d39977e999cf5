-- Makes what is known of an upload link anew, where nothing is.
-- KEYS: the link's files; ARGV: s until it goes, then for each file id, bytes, text
if redis.call('HEXISTS', KEYS[1], '#files') == 1 then
  return 0
end
local bytes = 0
for i = 2, #ARGV, 3 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2])
  bytes = bytes + tonumber(ARGV[i + 1])
end
redis.call('HSET', KEYS[1], '#files', (#ARGV - 1) / 3, '#bytes', string.format('%.0f', bytes), '#open', 0)
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1
