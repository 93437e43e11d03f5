using Hippique.Hosting.Auth;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Dashboard.Frame;

/// <summary>Makes the frame of a page from its call.</summary>
internal sealed class PageFrames(PhaseSettings settings, HippiqueSettings service, TimeProvider clock)
{
    public PageFrame Of(HttpContext context)
    {
        var now = clock.GetUtcNow();
        var isKnown = context.User.Identity is { IsAuthenticated: true };
        return new PageFrame
        {
            Culture = Preferences.LanguageOf(context.Request),
            Theme = Preferences.ThemeOf(context.Request),
            Address = context.Request.Path + context.Request.QueryString,
            Now = now,
            Today = ParisTime.ProgrammeOf(now),
            HasNavigation = isKnown || !service.Server.RequireAuth,
            HasSession = isKnown,
            CanAct = !OwnerAuthentication.IsViewer(context.User),
            Rehearsal = settings.Rehearsal,
        };
    }
}
