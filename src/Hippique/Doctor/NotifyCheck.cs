using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Notifications;
using Hippique.Orchestration.Notifications;

namespace Hippique.Doctor;

/// <summary>Who is told; none of them is sent anything.</summary>
internal static class NotifyCheck
{
    public static DoctorCheck Of(NotifySettings notify)
    {
        using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddHippiqueNotifications(notify.Receivers)
            .BuildServiceProvider();
        var receivers = services.GetServices<INotifier>().Select(receiver => $"{receiver.Name} ({receiver.Place})").ToList();
        return receivers.Count == 0
            ? new("notify", CheckState.Ok, Texts.Get("doctor_notify_none"))
            : new("notify", CheckState.Ok, Texts.Get("doctor_notify", string.Join(", ", receivers)), Texts.Get("doctor_notify_advice"));
    }
}
