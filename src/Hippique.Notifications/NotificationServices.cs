using Hippique.Notifications.Http;
using Hippique.Notifications.Mail;
using Hippique.Notifications.Push;
using Hippique.Orchestration.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.Notifications;

/// <summary>Registration of the receivers.</summary>
public static class NotificationServices
{
    /// <summary>
    /// Each configured receiver as an <see cref="INotifier"/>. Needs <see cref="TimeProvider"/>, and for Web Push the artifact store and logging.
    /// </summary>
    public static IServiceCollection AddHippiqueNotifications(this IServiceCollection services, NotificationOptions options)
    {
        services.AddSingleton<JsonPoster>();
        if (options.Webhook is { } webhook)
        {
            services.AddSingleton<INotifier>(provider => new WebhookNotifier(
                webhook,
                provider.GetRequiredService<JsonPoster>(),
                provider.GetRequiredService<TimeProvider>()
            ));
        }
        if (options.Ntfy is { } ntfy)
            services.AddSingleton<INotifier>(provider => new NtfyNotifier(ntfy, provider.GetRequiredService<JsonPoster>()));
        if (options.Telegram is { } telegram)
            services.AddSingleton<INotifier>(provider => new TelegramNotifier(telegram, provider.GetRequiredService<JsonPoster>()));
        if (options.Mail is { } mail)
            services.AddSingleton<INotifier>(new MailNotifier(mail));
        services.AddSingleton(options.Push ?? new PushOptions()).AddSingleton<VapidKeys>().AddSingleton<PushSubscriptions>();
        if (options.Push is not null)
            services.AddSingleton<PushSender>().AddSingleton<INotifier, PushNotifier>();
        return services;
    }
}
