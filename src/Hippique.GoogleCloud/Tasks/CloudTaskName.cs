using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hippique.GoogleCloud.Tasks;

/// <summary>
/// Names as Cloud Tasks wants them. Sequential prefixes (dates, counters) slow its index down, so the name starts with a hash
/// (https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues.tasks/create, "Task de-duplication").
/// </summary>
public static class CloudTaskName
{
    /// <summary>Eight hexadecimal digits of the name's SHA-256, a hyphen, the name: <c>5d41402a-run-20251016-r1c3-h30</c>.</summary>
    public static string Spread(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(hash.AsSpan(0, 4))}-{name}");
    }
}
