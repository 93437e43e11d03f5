using System.Globalization;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Settings;

namespace Hippique.Pages;

/// <summary>What a browser without a session sees: what this is, and how to open one.</summary>
internal static class WelcomePage
{
    /// <param name="culture">Its language.</param>
    /// <param name="access">The ways in.</param>
    /// <param name="next">The path of this service to which a sign-in leads.</param>
    public static Page Of(CultureInfo culture, AccessSettings access, string next)
    {
        string Say(string key, params ReadOnlySpan<object?> args) => Texts.In(culture, key, args);
        var content = new Html(culture).Add($"<h1>{Say("page_closed_title")}</h1>\n<p>{Say("page_about")}</p>\n");
        if (access.SignIn is not null)
            content.Add($"<p>{Say("page_sign_in_how")}</p>\n<p><a href=\"{SignInEndpoint.LinkTo(next)}\">{Say("page_sign_in")}</a></p>\n");
        if (access.HasOwnToken)
            content.Add($"<p>{Say("page_closed_how", BrowserSessions.LinkLifetime.TotalMinutes)}</p>\n<pre>hippique link</pre>\n");
        else if (access.SignIn is null)
            content.Add($"<p>{Say("page_closed_programs")}</p>\n");
        content
            // A link of another site brings no session along; a click on this page does.
            .Add($"<p>{Say("page_closed_reload")} <a href=\"{next}\">{Say("page_closed_reload_link")}</a></p>\n")
            .Add($"<h2>{Say("page_programs")}</h2>\n<ul>\n")
            .Add($"<li><a href=\"/healthz\">/healthz</a> ({Say("page_programs_health")})</li>\n")
            .Add($"<li>/openapi/v1.json ({Say("page_programs_openapi")})</li>\n</ul>\n");
        return new Page(culture, "Hippique", content);
    }
}
