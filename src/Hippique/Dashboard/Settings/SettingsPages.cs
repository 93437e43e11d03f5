using Hippique.Dashboard.Frame;
using Hippique.Hosting.Settings;
using Hippique.Notifications;
using Hippique.Orchestration.Exposure;

namespace Hippique.Dashboard.Settings;

/// <summary><c>/settings</c>: every setting with its value in force, where it comes from and what it does; what can be changed while the program runs.</summary>
internal static class SettingsPages
{
    public const string Path = "/settings";

    public static async Task<IResult> ShowAsync(HttpContext context, PageFrames frames, HippiqueSettings settings, CooledLimits limits)
    {
        var frame = frames.Of(context);
        var view = new SettingsView
        {
            Parts = [.. PartsOf(settings.Lines)],
            Warnings = SettingWarning.Of(settings),
            Limits = (await limits.LookAsync(frame.Now, context.RequestAborted)).InForce,
            News = settings.Notify.News,
            Receivers = [.. ReceiversOf(settings.Notify.Receivers)],
        };
        return new RazorPage<SettingsPage>(
            frame,
            frame.Say("dash_nav_settings"),
            new Dictionary<string, object?> { [nameof(SettingsPage.View)] = view }
        );
    }

    private static IEnumerable<SettingsPart> PartsOf(IReadOnlyList<SettingLine> lines)
    {
        var told = lines.ToDictionary(line => line.Name);
        return KnownVariables
            .All.Where(variable => told.ContainsKey(variable.Name))
            .GroupBy(variable => variable.HeadingKey)
            .Select(part => new SettingsPart(part.Key, [.. part.Select(variable => (variable.TextKey, told[variable.Name]))]));
    }

    private static IEnumerable<string> ReceiversOf(NotificationOptions receivers)
    {
        if (receivers.Webhook is not null)
            yield return "webhook";
        if (receivers.Ntfy is not null)
            yield return "ntfy";
        if (receivers.Telegram is not null)
            yield return "telegram";
        if (receivers.Mail is not null)
            yield return "mail";
    }
}
