using Hippique.Hosting;

namespace Hippique.Api;

/// <summary>How the command line names itself to the service (<c>User-Agent</c>).</summary>
internal static class CommandLineAgent
{
    private const string Product = "hippique/";

    public static string Text { get; } = $"{Product}{ProgramVersion.Text}";

    public static bool Is(string? userAgent) => userAgent?.StartsWith(Product, StringComparison.Ordinal) == true;
}
