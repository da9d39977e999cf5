-- Takes room at an upload link for all of some files, or for none. A file that the link has already needs none.
-- KEYS: the link's files, when files were begun; ARGV: beginning of the names in the latter, most files, most bytes, s until the first key goes, then for each file id, bytes, ms, text
-- Answers 'ok', 'files' or 'bytes' (what there is no room for) or 'lost', and what is used: files, bytes, files on their way
local files = tonumber(redis.call('HGET', KEYS[1], '#files'))
local bytes = tonumber(redis.call('HGET', KEYS[1], '#bytes'))
local open = tonumber(redis.call('HGET', KEYS[1], '#open'))
if not files or not bytes or not open then
  return {'lost', 0, 0, 0}
end
local new = {}
local moreBytes = 0
for i = 5, #ARGV, 4 do
  if redis.call('HEXISTS', KEYS[1], ARGV[i]) == 0 then
    table.insert(new, i)
    moreBytes = moreBytes + tonumber(ARGV[i + 1])
  end
end
local more = #new
if more > 0 and files + more > tonumber(ARGV[2]) then
  return {'files', files, bytes, open}
end
if more > 0 and bytes + moreBytes > tonumber(ARGV[3]) then
  return {'bytes', files, bytes, open}
end
for _, i in ipairs(new) do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 3])
  redis.call('ZADD', KEYS[2], ARGV[i + 2], ARGV[1] .. ARGV[i])
end
redis.call('HINCRBY', KEYS[1], '#files', more)
redis.call('HINCRBY', KEYS[1], '#bytes', string.format('%.0f', moreBytes))
redis.call('HINCRBY', KEYS[1], '#open', more)
redis.call('EXPIRE', KEYS[1], ARGV[4])
return {'ok', files + more, bytes + moreBytes, open + more}
