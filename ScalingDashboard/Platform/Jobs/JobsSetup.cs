using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;
using ScalingDashboard.Platform.Configuration;

namespace ScalingDashboard.Platform.Jobs;

/// <summary>The room's door. Only this folder knows that Quartz does the work.</summary>
public static class JobsSetup
{
    /// <summary>The scheduler's name in its tables: hosts with the same name on one database are one cluster.</summary>
    internal const string Cluster = "ScalingDashboard";

    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddValidatedOptions<JobsOptions>(JobsOptions.Section);
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobMeter>();
        services.AddSingleton<JobSchedule>();
        services.AddSingleton<IJobQueue, JobQueue>();
        services.AddQuartz(ConfigureCluster);
        services.AddOptions<QuartzSchedulerOptions>().Configure(scheduler => scheduler.InstanceName = Cluster);
        services.AddOptions<ThreadPoolOptions>().Configure<IOptions<JobsOptions>>((pool, jobs) =>
            pool.MaxConcurrency = jobs.Value.Concurrency);
        services.AddOptions<ExecutionHistoryOptions>().Configure<IOptions<JobsOptions>>(BoundHistory);
        services.AddOptions<QuartzHostedServiceOptions>().Configure<IOptions<JobsOptions>>((host, jobs) =>
        {
            host.WaitForJobsToComplete = true;
            host.AutoStart = jobs.Value.Enabled;
        });
        services.AddQuartzHostedService<JobsHost>();
        // Quartz tells of every poll and trigger; our own line per run says what matters.
        services.Configure<LoggerFilterOptions>(filter => filter.AddFilter("Quartz", LogLevel.Warning));
        return services;
    }

    /// <summary>Runs a job again and again, on one host at a time, with a pause between the end of a run and the next
    /// start. Runs missed while no host was up are made good by one run, at once.</summary>
    /// <param name="name">Stable: it is stored, and its settings are <c>Jobs:{name}</c>.</param>
    public static IServiceCollection AddRecurringJob<TJob>(this IServiceCollection services, string name, TimeSpan every)
        where TJob : Job => services.AddJob<TJob>(name, every);

    /// <summary>Makes a job known that <see cref="IJobQueue"/> can be asked to run. Several runs may happen at once.</summary>
    /// <inheritdoc cref="AddRecurringJob{TJob}"/>
    public static IServiceCollection AddQueuedJob<TJob>(this IServiceCollection services, string name)
        where TJob : Job => services.AddJob<TJob>(name, null);

    private static IServiceCollection AddJob<TJob>(this IServiceCollection services, string name, TimeSpan? every)
        where TJob : Job
    {
        services.AddScoped<TJob>();
        services.AddSingleton(new JobRegistration(name, typeof(TJob), every));
        services.AddOptions<JobSettings>(name).BindConfiguration($"{JobsOptions.Section}:{name}")
            .ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    private static void ConfigureCluster(IQuartzBuilder quartz)
    {
        // The cluster lives on the database's hosts' real time; a test's clock must not stop it.
        quartz.UseTimeProvider(TimeProvider.System);
        quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
        quartz.UsePersistentStore(store =>
        {
            // Resolved when the scheduler is built, which is after the database server has started.
            store.UsePostgres(source => source.DataSourceFactory = services => services.GetRequiredService<NpgsqlDataSource>());
            store.ConfigureStore(options =>
            {
                options.TablePrefix = JobsMigration.TablePrefix;
                options.StoreJobDataAsStrings = true;
                options.RecoverFiringsCancelledByShutdown = true;
                // Or the process lives on for as long as they look for a database that is away.
                options.UseBackgroundThreads = true;
                // The tables come with our migrations. Two hosts that create them at the same moment would each
                // believe to be alone, and fire everything twice for as long as they run.
                options.SchemaProvisioning = SchemaProvisioning.Validate;
            });
            store.UseClustering(cluster =>
            {
                // A dead host's work moves after 20 s; a live one survives a pause of 15 s.
                cluster.CheckinInterval = TimeSpan.FromSeconds(5);
                cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(15);
            });
            store.UseExecutionHistory();
        });
    }

    private static void BoundHistory(ExecutionHistoryOptions history, IOptions<JobsOptions> jobs)
    {
        history.Retention = TimeSpan.FromDays(7);
        history.RetentionByResult[JobRunResult.Failed] = TimeSpan.FromDays(30);
        history.MaxEntriesPerJob = jobs.Value.HistoryPerJob;
        history.MaxEntriesPerScheduler = 20_000;
        // A job of every second costs one small batch every few seconds, not a transaction per run.
        history.WriteBehindInterval = TimeSpan.FromSeconds(5);
    }
}
