using System.Globalization;
using Hippique.Hosting;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Settings;

namespace Hippique.Pages;

/// <summary>What the link of the service leads to: a button that opens the session, or why it opens none.</summary>
internal static class LinkPages
{
    public static Page Open(CultureInfo culture, string code, CallerRole role)
    {
        string Say(string key, params ReadOnlySpan<object?> args) => Texts.In(culture, key, args);
        var content = new Html(culture)
            .Add($"<h1>{Say("session_open_title")}</h1>\n<p>{Say("page_about")}</p>\n")
            .Add($"{(role == CallerRole.Viewer ? new Html(culture).Add($"<p>{Say("session_open_viewer")}</p>\n") : new Html(culture))}")
            .Add($"<form method=\"post\" action=\"/session?code={code}\"><button>{Say("session_open_button")}</button></form>\n")
            .Add(
                $"<p class=\"soft\">{Say("session_open_text", BrowserSessions.Lifetime.TotalHours, BrowserSessions.Idle.TotalHours)}</p>\n"
            );
        return new Page(culture, $"{Say("session_open_title")} · Hippique", content);
    }

    public static Page Gone(CultureInfo culture)
    {
        string Say(string key, params ReadOnlySpan<object?> args) => Texts.In(culture, key, args);
        var content = new Html(culture)
            .Add($"<h1>{Say("session_used_title")}</h1>\n<p>{Say("session_used", BrowserSessions.LinkLifetime.TotalMinutes)}</p>\n")
            .Add($"<pre>hippique link</pre>\n<p><a href=\"/\">{Say("session_used_home")}</a></p>\n");
        return new Page(culture, $"{Say("session_used_title")} · Hippique", content, StatusCodes.Status410Gone);
    }
}
