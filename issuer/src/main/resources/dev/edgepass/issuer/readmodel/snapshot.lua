-- Position, one share link, and handle states in one step.
-- KEYS: control hash, handle hash, link; ARGV: handles. Returns {position, link, states...}; a missing value is false.
local answer = { redis.call('HGET', KEYS[1], 'position'), redis.call('GET', KEYS[3]) }
if #ARGV > 0 then
  local states = redis.call('HMGET', KEYS[2], unpack(ARGV))
  for i = 1, #ARGV do
    answer[i + 2] = states[i]
  end
end
return answer
