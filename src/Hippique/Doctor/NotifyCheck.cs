using Hippique.Hosting;
using Hippique.Hosting.Auth.BetLinks;
using Hippique.Hosting.Settings;
using Hippique.Notifications;
using Hippique.Orchestration.Notifications;

namespace Hippique.Doctor;

/// <summary>Who is told; none of them is sent anything.</summary>
internal static class NotifyCheck
{
    public static DoctorCheck Of(HippiqueSettings settings)
    {
        using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddHippiqueNotifications(settings.Notify.Receivers)
            .BuildServiceProvider();
        var receivers = services.GetServices<INotifier>().Select(receiver => $"{receiver.Name} ({receiver.Place})").ToList();
        return receivers.Count == 0
            ? new("notify", CheckState.Ok, Texts.Get("doctor_notify_none"))
            : new(
                "notify",
                CheckState.Ok,
                Texts.Get(
                    BetLinks.IsReachable(settings) ? "doctor_notify_answer" : "doctor_notify_no_answer",
                    Texts.Get("doctor_notify", string.Join(", ", receivers))
                ),
                Texts.Get("doctor_notify_advice")
            );
    }
}
