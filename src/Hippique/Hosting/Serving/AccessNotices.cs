using System.Globalization;
using Hippique.Hosting.Settings;

namespace Hippique.Hosting.Serving;

/// <summary>What is unusual about the access and about what is kept, said at the start on stderr and in the log.</summary>
internal static partial class AccessNotices
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static void Say(IServiceProvider services, HippiqueSettings settings)
    {
        var logger = services.GetRequiredService<ILogger<AccessSettings>>();
        var notices = Of(settings.Server, settings.Access);
        if (LossNotice.IsDue(settings))
            notices = notices.Append(LossNotice.Key);
        foreach (var notice in notices)
        {
            var text = Texts.Get(notice);
            Console.Error.WriteLine(notice == OpenToAll ? Framed(text) : text);
            if (notice != OpenHere)
                Unusual(logger, Texts.In(English, notice));
        }
    }

    private const string OpenHere = "serve_open";
    private const string OpenToAll = "serve_open_all";

    /// <summary>Keys of texts.</summary>
    internal static IEnumerable<string> Of(ServerSettings server, AccessSettings access)
    {
        if (!server.RequireAuth)
            yield return System.Net.IPAddress.IsLoopback(server.Bind) ? OpenHere : OpenToAll;
        if (access is { IamInFront: true, PlatformIsWhole: false })
            yield return "serve_platform_elsewhere";
        if (access is { OnCloudRun: true, AcceptsIdentityTokens: false })
            yield return "serve_nobody";
        if (access is { AllowedViewers.Count: > 0, SignIn: null })
            yield return "serve_viewers_unused";
    }

    // Seen among the lines of a container's start too.
    private static string Framed(string text)
    {
        var line = new string('!', 78);
        return string.Join(Environment.NewLine, [line, .. Explaining.WrappedText.Of(text, ""), line]);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Notice}")]
    private static partial void Unusual(ILogger logger, string notice);
}
