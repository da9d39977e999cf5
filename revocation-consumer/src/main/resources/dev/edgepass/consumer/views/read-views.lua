-- Reads fields of hashes in one step.
-- ARGV: for each hash: key, number of fields, fields...
-- Returns the values in that order, nil where there is none.
local answer = {}
local n = 0
local i = 1
while i <= #ARGV do
  local last = i + 1 + tonumber(ARGV[i + 1])
  local found = redis.call('HMGET', ARGV[i], unpack(ARGV, i + 2, last))
  for j = 1, last - i - 1 do
    n = n + 1
    answer[n] = found[j]
  end
  i = last + 1
end
return answer
