using System.Diagnostics;

namespace Hippique.Testing;

/// <summary>The environment of the real program when a test starts it: nothing of the caller's own configuration, English, and no site that is asked.</summary>
public static class ProgramEnvironment
{
    private static readonly string[] Own =
    [
        "PORT",
        "DATA_DIR",
        "QUEUE",
        "DATABASE_URL",
        "NODE_NAME",
        "BIND",
        "REQUIRE_AUTH",
        "PROJECT_ID",
        "SERVICE_URL",
        "SERVICE_ACCOUNT_EMAIL",
        "ALLOWED_EMAILS",
        "ALLOWED_VIEWERS",
        "AUTH_PLATFORM",
        "K_SERVICE",
        "RULES",
        "OPERATORS",
    ];

    public static void Clear(ProcessStartInfo start)
    {
        foreach (var name in Own)
            start.Environment.Remove(name);
        start.Environment["HIPPIQUE_LANG"] = "en";
        start.Environment["SOURCES__ORDER"] = "none";
    }

    /// <summary>The program in a folder, on any free port, with its output at hand.</summary>
    public static ProcessStartInfo Of(string program, string workingFolder, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Clear(start);
        start.Environment["PORT"] = "0";
        return start;
    }
}
