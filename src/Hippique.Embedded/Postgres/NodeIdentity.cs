using System.Globalization;
using System.Security.Cryptography;

namespace Hippique.Embedded.Postgres;

/// <summary>This process among the nodes.</summary>
/// <param name="Name"><c>NODE_NAME</c>.</param>
/// <param name="Owner">Unique for each start, so that a node that was killed is another one than the one that takes its place.</param>
/// <param name="Version">Of the program.</param>
public sealed record NodeIdentity(string Name, string Owner, string Version)
{
    public static NodeIdentity New(string name, string version) =>
        new(
            name,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}"
            ),
            version
        );
}
